import type { SpecialTokens } from "../../shared/values/tokens";
import type { LineEndings } from "./lineEndings";

/** How a text is read before it is encoded. */
export interface TextReading {
  readonly specialTokens: SpecialTokens;
  readonly lineEndings: LineEndings;
  /** Whether the special tokens that the encoder puts around a text are shown, as tokens without text. */
  readonly addsSpecialTokens?: boolean;
}
