import assert from "node:assert/strict";
import fc from "fast-check";
import type { TextChange } from "../../src/shared/values/tokens";
import { TokenDocument } from "../../src/tokens/document/tokenDocument";
import type { TextReading } from "../../src/tokens/document/textReading";
import type { TokenEncoder } from "../../src/tokens/encode/tokenEncoder";
import { hardTexts } from "./hardText";

/** A change somewhere: where in the text, how much is cut, what is put in. */
interface Step {
  readonly at: number;
  readonly cut: number;
  readonly inserted: string;
}

/** Fails where a document's tokens after any edit are not those of a full encode. Seeds are printed. */
export function staysRightThroughEdits(
  encoder: TokenEncoder,
  reading: TextReading,
  options: {
    seed: number;
    runs: number;
    units: number;
    texts?: fc.Arbitrary<string>;
    inserted?: fc.Arbitrary<string>;
  },
): void {
  const { seed, runs, units, texts = hardTexts(units), inserted = hardTexts(4) } = options;
  const step = fc.record({
    at: fc.nat(),
    cut: fc.nat(12),
    inserted: fc.oneof(inserted, hardTexts(1), fc.constant("")),
  });
  const property = fc.property(
    texts,
    fc.array(step, { minLength: 4, maxLength: 12 }),
    (text, steps) => follow(encoder, text, steps, reading),
  );
  fc.assert(property, { seed, numRuns: runs });
}

function pieceStarts(document: TokenDocument): Uint8Array {
  const marks = new Uint8Array(document.tokenCount);
  document.pieceStarts(0, marks.length, marks);
  return marks;
}

function follow(
  encoder: TokenEncoder,
  first: string,
  steps: readonly Step[],
  reading: TextReading,
): void {
  let text = first;
  const document = TokenDocument.open(encoder, text, 0, reading);
  steps.forEach(({ at, cut, inserted }, version) => {
    const start = at % (text.length + 1);
    const change: TextChange = { start, end: Math.min(text.length, start + cut), text: inserted };
    text = text.slice(0, change.start) + inserted + text.slice(change.end);
    document.edit(version, [change]);
    const fresh = TokenDocument.open(encoder, text, version, reading);
    assert.deepEqual(document.tokens(), fresh.tokens());
    assert.deepEqual(document.summary(), fresh.summary());
    // Where pieces are cut otherwise, their tokens are often the same.
    assert.deepEqual(pieceStarts(document), pieceStarts(fresh));
  });
}
