import type { SpecialTokens } from "../../src/shared/values/tokens";
import type { TokenEncoder } from "../../src/tokens/encode/tokenEncoder";
import { TokenList } from "../../src/tokens/encode/tokenList";
import type { OracleTokens } from "./tokenizerOracles";

/** An encoder's tokens of a text, as oracles give theirs. */
export function oracleTokens(
  encoder: TokenEncoder,
  text: string,
  specialTokens: SpecialTokens = "split",
): OracleTokens {
  const list = new TokenList();
  encoder.encode(text, 0, specialTokens, list);
  const { ids, starts, ends } = list.tokens();
  return { ids: [...ids], starts: [...starts], ends: [...ends] };
}
