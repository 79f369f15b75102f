import type { DocumentStarts } from "../../shared/values/tokens";
import { ENDS_OF_TEXT } from "../encode/endsOfText";
import type { TokenEncoder } from "../encode/tokenEncoder";
import type { TokenDocument } from "../document/tokenDocument";
import { textOfUtf8 } from "../file/utf8";

/** Tokens that one step looks through: about a millisecond. */
const STEP_TOKENS = 1 << 18;
/** Ids that are looked up but once. No vocabulary has more. */
const MOST_IDS = 1 << 21;
/** Places that are told: more than a strip has pixels by far. */
const MOST_PLACES = 1 << 20;

const NAMES: ReadonlySet<string> = new Set(ENDS_OF_TEXT);

/** Where other documents start in a text: behind each token that ends one, if anything stands there. */
export function* documentStarts(document: TokenDocument): Generator<undefined, DocumentStarts> {
  const { encoder, version, tokenCount } = document;
  /** 1 no end, 2 an end, 0 not asked yet. */
  const known = new Uint8Array(MOST_IDS);
  const places: number[] = [];
  let base = 0;
  let stepEnd = STEP_TOKENS;
  for (const ids of document.idStretches()) {
    for (let at = 0; at < ids.length; at++) {
      const id = ids[at] as number;
      if (known[id] === 0) known[id] = endsText(encoder, id) ? 2 : 1;
      if (known[id] !== 2 || base + at + 1 >= tokenCount) continue;
      if (places.length < MOST_PLACES) places.push(base + at + 1);
    }
    base += ids.length;
    if (base < stepEnd) continue;
    stepEnd = base + STEP_TOKENS;
    yield;
  }
  return { version, places: Uint32Array.from(places) };
}

function endsText(encoder: TokenEncoder, id: number): boolean {
  return encoder.isSpecial(id) && NAMES.has(textOfUtf8(encoder.bytesOf(id)));
}
