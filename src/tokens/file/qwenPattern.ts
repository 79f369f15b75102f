import { Cl100kPattern } from "../encode/cl100kPattern";

/** The pattern of Qwen 2 and 3: that of `cl100k_base`, but that every number is a piece. */
export class QwenPattern extends Cl100kPattern {
  protected override mostNumbers(): number {
    return 1;
  }
}
