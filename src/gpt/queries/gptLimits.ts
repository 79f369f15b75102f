import * as l10n from "../../shared/base/l10n";
import { shownValue } from "../../shared/base/shown";
import type { ModelInfo } from "../../shared/values/vectors";
import { outsideVocabulary } from "../../embeddings/queries/batch";
import { checkMemory } from "../../embeddings/store/memoryLimit";
import type { GptParameters } from "../parameters/parameters";
import { logitRows } from "./head";

/** Tokens that go through a block in one run. */
export const MOST_TOKENS = 2 ** 10;
/** Copies of the largest values of a block that there are at once: scores, and what is made of them. */
const COPIES = 3;

/** What may be asked of a GPT. */
export class GptLimits {
  /** @param memoryLimit bytes that one answer may take */
  constructor(
    private readonly info: ModelInfo,
    private readonly parameters: GptParameters,
    private readonly memoryLimit: number,
  ) {}

  /** @throws {RangeError} where there are not so many tokens */
  checkTop(top: number): void {
    const most = this.info.vocabularySize;
    if (Number.isInteger(top) && top >= 1 && top <= most) return;
    throw new RangeError(
      l10n.t(
        "The number of predicted tokens must be a whole number from {0} to {1}, not {2}.",
        1,
        most,
        shownValue(top),
      ),
    );
  }

  /** Of a residual stream: 0 is before the first block. @throws {RangeError} where there is none */
  checkLayer(layer: number): void {
    const last = this.parameters.blocks.length;
    if (Number.isInteger(layer) && layer >= 0 && layer <= last) return;
    throw new RangeError(noLayer(layer, last));
  }

  /** @throws {RangeError} where there is not one of the vocabulary for each row */
  checkTargets(targets: Int32Array | undefined, rows: number): void {
    if (targets === undefined) return;
    const { vocabularySize } = this.info;
    if (targets.length !== rows) {
      throw new RangeError(
        l10n.t("There must be a target for each of the {0} rows, not {1}.", rows, targets.length),
      );
    }
    const wrong = targets.find((id) => id < 0 || id >= vocabularySize);
    if (wrong !== undefined) throw new RangeError(outsideVocabulary(wrong, vocabularySize));
  }

  /**
   * Of what one run of a block or of the head takes beside the mapped parameters, and the answer.
   * @throws {RangeError} where that is more than the limit
   */
  checkMemory(rows: number, length: number, top: number): void {
    const { dimensions, vocabularySize } = this.info;
    const tokens = Math.min(rows * length, Math.max(length, MOST_TOKENS));
    const { heads, blocks } = this.parameters;
    const wide = Math.max(...blocks.map(({ up }) => up.weight.shape[up.isTurned ? 1 : 0] ?? 0), 0);
    const perToken = Math.max(heads * length, wide, 3 * dimensions);
    const logits = top === 0 ? 0 : vocabularySize * Math.min(tokens, logitRows(vocabularySize));
    const bytes = 4 * COPIES * Math.max(tokens * perToken, logits) + 8 * rows * length * (top + 1);
    checkMemory(bytes, this.memoryLimit, (needed, limit) =>
      l10n.t(
        "A GPT of {0} heads of a batch [{1}, {2}] would take {3}, more than the limit of {4}. Ask for fewer or shorter rows.",
        heads,
        rows,
        length,
        needed,
        limit,
      ),
    );
  }
}

export function noLayer(layer: number, last: number): string {
  return l10n.t(
    "The layer must be a whole number from {0} to {1}, not {2}.",
    0,
    last,
    shownValue(layer),
  );
}
