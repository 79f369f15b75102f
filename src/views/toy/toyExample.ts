import * as l10n from "../../shared/base/l10n";
import {
  InputBoxValidationSeverity,
  window,
  workspace,
  type Disposable,
  type TextDocument,
} from "vscode";
import type { Focus } from "../../analysis/focus";
import type { LastEditor } from "../../analysis/lastEditor";
import type { OpenDocuments } from "../../analysis/openDocuments";
import type { ToyDocuments } from "../../analysis/toyDocuments";
import type { ModelCost } from "../models/modelSize";
import * as readers from "../../shared/base/readers";
import { formatCount } from "../../shared/base/numbers";
import { command } from "../ui/command";
import { hasTab } from "../ui/hasTab";
import { askInTurn, type Questions } from "../ui/questions";
import { textColumn } from "../ui/textColumn";

/** The notebook's ids. */
const TOY_IDS = "[2, 3, 5, 1]";

/** Size of the toy layer's table. */
interface ToySize {
  /** V */
  readonly vocabulary: number;
  /** D */
  readonly dimensions: number;
}

/** What the commands work with. */
export interface ToyParts {
  readonly documents: OpenDocuments;
  readonly toys: ToyDocuments;
  readonly focus: Focus;
  readonly last: LastEditor;
  /** As the settings have it. */
  readonly size: () => ToySize;
  /** What a layer of a size would take, or why there cannot be one. */
  readonly costOf: (size: ToySize) => ModelCost;
  /** Asks before a large layer is made. */
  readonly agrees: (size: ToySize) => Promise<boolean>;
  readonly write: (key: string, value: unknown) => Promise<void>;
  readonly problemOf: (key: string, value: unknown) => string | undefined;
  /** Opens the visualizer. */
  readonly show: () => void;
}

/** **Tokenscope: Open the Toy Example** and **Tokenscope: Change the Toy Layer…** */
export function toyExample(parts: ToyParts): Disposable[] {
  let document: TextDocument | undefined;
  return [
    command("openToyExample", async () => {
      if (!(await parts.agrees(parts.size()))) return;
      if (document === undefined || !parts.documents.isOpen(document) || !hasTab(document)) {
        document = await workspace.openTextDocument({ content: TOY_IDS, language: "plaintext" });
      }
      parts.toys.add(document);
      const editor = await window.showTextDocument(document, {
        preview: false,
        viewColumn: textColumn(parts.last),
      });
      // Also where the visualizer is pinned to another document.
      parts.focus.lookAt(editor);
      parts.show();
    }),
    command("changeToyLayer", async (order) => {
      const size =
        order === undefined
          ? await askInTurn((questions) => askedSize(questions, parts))
          : orderedSize(parts, order);
      if (size !== undefined) await change(parts, size);
    }),
  ];
}

async function change({ agrees, size, write }: ToyParts, next: ToySize): Promise<void> {
  if (!(await agrees(next))) return;
  const writes = [
    () => write("toy.vocabulary", next.vocabulary),
    () => write("toy.dimensions", next.dimensions),
  ];
  // The smaller one first: a layer that is large in both is not made in between.
  if (next.vocabulary > size().vocabulary) writes.reverse();
  for (const each of writes) await each();
}

const sizes = readers.record<Partial<ToySize>>({
  vocabulary: readers.optional(readers.number),
  dimensions: readers.optional(readers.number),
});

/** What another extension or a keybinding asks for. */
function orderedSize(parts: ToyParts, order: unknown): ToySize {
  const { vocabulary, dimensions } = sizes(order, l10n.t("The toy layer"));
  const now = parts.size();
  const size = {
    vocabulary: vocabulary ?? now.vocabulary,
    dimensions: dimensions ?? now.dimensions,
  };
  const cost = costOf(parts, size);
  if (cost.isRefused) throw new RangeError(cost.text);
  return size;
}

async function askedSize(questions: Questions, parts: ToyParts): Promise<ToySize | undefined> {
  const now = parts.size();
  const vocabulary = await askNumber(
    questions,
    parts,
    now.vocabulary,
    l10n.t("Ids of the toy layer: rows of its table"),
    (value) => ({ ...now, vocabulary: value }),
  );
  if (vocabulary === undefined) return undefined;
  const dimensions = await askNumber(
    questions,
    parts,
    now.dimensions,
    l10n.t("Width of the toy layer: columns of its table"),
    (value) => ({ vocabulary, dimensions: value }),
  );
  return dimensions === undefined ? undefined : { vocabulary, dimensions };
}

/** Beneath what is typed stands what it would take. */
async function askNumber(
  questions: Questions,
  parts: ToyParts,
  now: number,
  title: string,
  sizeWith: (value: number) => ToySize,
): Promise<number | undefined> {
  const { Error, Info } = InputBoxValidationSeverity;
  const typed = await questions.type({
    title,
    value: String(now),
    validateInput: (text) => {
      const { text: message, isRefused } = costOf(parts, sizeWith(readNumber(text)));
      return { message, severity: isRefused ? Error : Info };
    },
  });
  return typed === undefined ? undefined : readNumber(typed);
}

function costOf({ problemOf, costOf: ofModel }: ToyParts, size: ToySize): ModelCost {
  const problem =
    problemOf("toy.vocabulary", size.vocabulary) ?? problemOf("toy.dimensions", size.dimensions);
  if (problem !== undefined) return { text: problem, isRefused: true };
  const { text, isRefused } = ofModel(size);
  const { vocabulary, dimensions } = size;
  const layer = `Embedding(${formatCount(vocabulary)}, ${formatCount(dimensions)})`;
  return { text: isRefused ? text : `${layer}: ${text}`, isRefused };
}

/** NaN, which is refused with a sentence, for what is not a number. */
function readNumber(typed: string): number {
  return typed.trim() === "" ? NaN : Number(typed.replaceAll(",", ""));
}
