import type { Before, TokenEncoder } from "../encode/tokenEncoder";
import type { TokenList } from "../encode/tokenList";
import { NONE } from "../encode/trie";
import { readText, type LineEndings } from "./lineEndings";

/**
 * What stands before a place of a text.
 * @param text the text as it is, up to the place or further
 * @param list its tokens
 * @param count how many of them are before the place
 */
export function beforePlace(
  text: string,
  place: number,
  { list, count }: { readonly list: TokenList; readonly count: number },
  encoder: TokenEncoder,
  lineEndings: LineEndings,
): Before {
  const id = count === 0 ? NONE : (list.ids[count - 1] as number);
  const near = text.slice(Math.max(0, place - 2), place);
  const { contextUnits = 0 } = encoder;
  if (contextUnits === 0) return { id, text: near, context: "" };
  let start = Math.max(0, place - contextUnits);
  for (let token = count - 1; token >= 0 && (list.ends[token] as number) > start; token--) {
    if (encoder.isSpecial(list.ids[token] as number)) start = list.ends[token] as number;
  }
  return { id, text: near, context: readText(text.slice(start, place), lineEndings).text };
}
