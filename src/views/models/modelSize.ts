import { window, type Memento } from "vscode";
import { seededInfo, type SeededInfo } from "../../embeddings/seeded/seededTables";
import {
  isWholeSeeded,
  seededGptBytes,
  seededGptInfo,
  type SeededGptInfo,
} from "../../gpt/seeded/seededGpt";
import * as l10n from "../../shared/base/l10n";
import { layersText } from "../../shared/base/countWords";
import { formatCount, sizeText } from "../../shared/base/numbers";
import { messageOf } from "../../shared/base/rpc";
import type { ModelChoice } from "../../shared/values/modelChoices";

/** Bytes of tables that are made unasked: the widths of GPT-2's family, in each encoding's. */
const MOST_UNASKED = 2 ** 29;
/** Where a workspace that nobody trusts chose the encoding: the default model's, with some to spare. */
const MOST_UNTRUSTED = 2 ** 26;
/** Bytes of the largest model that a person agreed to. */
const AGREED = "agreedModelBytes";

/** Sees to it that nothing large is made of what the settings say before a person has read how large. */
export class ModelSize {
  /**
   * @param memory keeps what a person agreed to
   * @param isStrangersEncoding whether a workspace that nobody trusts chose the encoding
   */
  constructor(
    private readonly memory: Memento,
    private readonly isStrangersEncoding: () => boolean,
  ) {}

  /** Why a model is not made unasked, and what to do; undefined where it may be. */
  objection(choice: ModelChoice, vocabularySize: number): string | undefined {
    const info = infoOf(choice, vocabularySize);
    if (info === undefined || bytesOf(info) <= this.limit) return undefined;
    if (isGpt(info)) {
      return l10n.t(
        "The seeded GPT that the settings ask for, {0} of width {1}, takes {2} on disk and up to that in memory. It is only made when you ask: run “Tokenscope: Choose Model…” to make it, or choose fewer layers or dimensions.",
        layersText(info.layers),
        formatCount(info.dimensions),
        sizeText(bytesOf(info)),
      );
    }
    return l10n.t(
      "The seeded model that the settings ask for, [{0}, {2}] and [{1}, {2}], takes {3} on disk and up to that in memory. It is only made when you ask: run “Tokenscope: Choose Model…” to make it, or choose fewer dimensions.",
      formatCount(info.vocabularySize),
      formatCount(info.contextLength),
      formatCount(info.dimensions),
      sizeText(bytesOf(info)),
    );
  }

  /** Asks where there is an objection; whether the model may be made. */
  async agrees(choice: ModelChoice, vocabularySize: number): Promise<boolean> {
    const info = infoOf(choice, vocabularySize);
    if (info === undefined || bytesOf(info) <= this.limit) return true;
    const make = l10n.t("Make the Model");
    const answer = await window.showInformationMessage(
      l10n.t("Make a model of {0}?", sizeText(bytesOf(info))),
      {
        modal: true,
        detail: detailOf(info),
      },
      make,
    );
    if (answer !== make) return false;
    await this.memory.update(AGREED, bytesOf(info));
    return true;
  }

  /** What a model would take, before anything is made. */
  cost(choice: ModelChoice & { readonly source: "seeded" }): ModelCost {
    try {
      const info = seededInfo(choice);
      const text = l10n.t(
        "tables [{0}, {2}] and, for positions, [{1}, {2}]: {3}.",
        formatCount(info.vocabularySize),
        formatCount(info.contextLength),
        formatCount(info.dimensions),
        sizeText(bytesOf(info)),
      );
      const isAsked = bytesOf(info) > this.limit;
      const question = l10n.t("You are asked once more before it is made.");
      return { text: isAsked ? `${text} ${question}` : text, isRefused: false };
    } catch (error) {
      return { text: messageOf(error), isRefused: true };
    }
  }

  private get limit(): number {
    const agreed = this.memory.get<unknown>(AGREED);
    const unasked = this.isStrangersEncoding() ? MOST_UNTRUSTED : MOST_UNASKED;
    return typeof agreed === "number" ? Math.max(unasked, agreed) : unasked;
  }
}

/** What a model would take. */
export interface ModelCost {
  /** A sentence; where there cannot be such a model, why. */
  readonly text: string;
  readonly isRefused: boolean;
}

/** Undefined where there is no such model: whoever is to make it says why. */
function infoOf(
  choice: ModelChoice,
  vocabularySize: number,
): SeededInfo | SeededGptInfo | undefined {
  if (choice.source !== "seeded") return undefined;
  const seeded = { vocabularySize, ...choice };
  try {
    return isWholeSeeded(seeded) ? seededGptInfo(seeded) : seededInfo(seeded);
  } catch {
    return undefined;
  }
}

function detailOf(info: SeededInfo | SeededGptInfo): string {
  if (isGpt(info)) {
    return l10n.t(
      "The parameters of its {0} of width {1}, its two tables and its head are drawn here and written into Tokenscope's storage folder; nothing is fetched. What is used of them is in memory.",
      layersText(info.layers),
      formatCount(info.dimensions),
    );
  }
  return l10n.t(
    "Its tables [{0}, {2}] and [{1}, {2}] are written into Tokenscope's storage folder, and what is used of them is in memory.",
    formatCount(info.vocabularySize),
    formatCount(info.contextLength),
    formatCount(info.dimensions),
  );
}

function bytesOf(info: SeededInfo | SeededGptInfo): number {
  if (isGpt(info)) return seededGptBytes(info);
  const { vocabularySize, contextLength, dimensions } = info;
  return 4 * (vocabularySize + contextLength) * dimensions;
}

function isGpt(info: SeededInfo | SeededGptInfo): info is SeededGptInfo {
  return info.layers !== undefined;
}
