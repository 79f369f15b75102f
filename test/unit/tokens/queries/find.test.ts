import assert from "node:assert/strict";
import type { FindAnswer, FindFrom, SearchTarget } from "../../../../src/shared/values/find";
import { find } from "../../../../src/tokens/queries/find";
import { TokenDocument } from "../../../../src/tokens/document/tokenDocument";
import type { TextReading } from "../../../../src/tokens/document/textReading";
import { seeded, type Random } from "../../../support/random";
import { RandomEdits } from "../../../support/randomEdits";
import { gpt2 } from "../../../support/vocabulary";

const AS_IS: TextReading = { specialTokens: "split", lineEndings: "asIs" };
const open = (text: string): TokenDocument => TokenDocument.open(gpt2(), text, 3, AS_IS);

function answer(document: TokenDocument, sought: SearchTarget, from: Partial<FindFrom> = {}) {
  const steps = find(document, sought, { token: 0, backwards: false, ...from });
  for (let pauses = 0; ; pauses++) {
    const { done, value } = steps.next();
    if (done) return { found: value, pauses };
  }
}

/** Tokens, place, of how many, and whether it went round. */
function told({ found }: { found: FindAnswer }): unknown {
  if (found.kind !== "found") return found;
  assert.equal(found.version, 3);
  const { token, end, unit, place, count, wrapped } = found;
  return [token, end, unit, `${place} of ${count}`, wrapped];
}

describe("Finding in a document", () => {
  const text = (of: string): SearchTarget => ({ kind: "text", text: of });

  it("goes to a text's next place, and round at the end", () => {
    // The | cat| sat|.| The| cat
    const document = open("The cat sat. The cat");
    assert.deepEqual(told(answer(document, text(" cat"))), [1, 2, 3, "1 of 2", false]);
    assert.deepEqual(told(answer(document, text(" cat"), { unit: 4 })), [
      5,
      6,
      16,
      "2 of 2",
      false,
    ]);
    assert.deepEqual(told(answer(document, text(" cat"), { unit: 17 })), [1, 2, 3, "1 of 2", true]);
    assert.deepEqual(told(answer(document, text("dog"))), { kind: "none", version: 3 });
    assert.deepEqual(told(answer(document, text("the"))), { kind: "none", version: 3 });
    assert.deepEqual(told(answer(document, text(""))), { kind: "none", version: 3 });
  });
  it("goes to the previous place, and round at the start", () => {
    const document = open("The cat sat. The cat");
    const back = (unit: number) => told(answer(document, text(" cat"), { unit, backwards: true }));
    assert.deepEqual(back(16), [1, 2, 3, "1 of 2", false]);
    assert.deepEqual(back(3), [5, 6, 16, "2 of 2", true]);
  });
  it("tells every token that holds some of a text, which begins and ends inside tokens", () => {
    const document = open("The cat sat. The cat");
    assert.deepEqual(told(answer(document, text("t s"))), [1, 3, 6, "1 of 1", false]);
    assert.deepEqual(told(answer(document, text("t. T"))), [2, 5, 10, "1 of 1", false]);
  });
  it("tells all parts of a split character", () => {
    // a|👋 1/2|👋 2/2|b
    const document = open("a👋b");
    assert.equal(document.tokenCount, 4);
    assert.deepEqual(told(answer(document, text("👋"))), [1, 3, 1, "1 of 1", false]);
    assert.deepEqual(told(answer(document, text("👋b"))), [1, 4, 1, "1 of 1", false]);
  });
  it("counts places that overlap", () => {
    assert.deepEqual(told(answer(open("aaaa b"), text("aa"))), [0, 1, 0, "1 of 3", false]);
    const again = told(answer(open("aaaa b"), text("aa"), { unit: 1 }));
    assert.deepEqual(again, [0, 1, 1, "2 of 3", false]);
  });
  it("goes to an id's places in both directions", () => {
    const document = open("a b a b a");
    const id = { kind: "id", id: 257 } as const;
    assert.deepEqual(told(answer(document, id)), [2, 3, 3, "1 of 2", false]);
    assert.deepEqual(told(answer(document, id, { token: 3 })), [4, 5, 7, "2 of 2", false]);
    assert.deepEqual(told(answer(document, id, { token: 5 })), [2, 3, 3, "1 of 2", true]);
    const back = { token: 2, backwards: true };
    assert.deepEqual(told(answer(document, id, back)), [4, 5, 7, "2 of 2", true]);
    assert.deepEqual(told(answer(document, { kind: "id", id: 1 })), { kind: "none", version: 3 });
  });
  it("goes to an index, and tells the last there is for one beyond", () => {
    const document = open("a b a b a");
    const index = (at: number) => told(answer(document, { kind: "index", index: at }));
    assert.deepEqual(index(4), [4, 5, 7, "1 of 1", false]);
    assert.deepEqual(index(5), { kind: "refused", version: 3, most: 4 });
    const nothing = told(answer(open(""), { kind: "index", index: 0 }));
    assert.deepEqual(nothing, { kind: "none", version: 3 });
  });

  it("takes a long document in steps, also when it repeats itself without end", () => {
    const document = open("a".repeat(2_000_000));
    const { found, pauses } = answer(document, text(`${"a".repeat(5000)}b`));
    assert.equal(found.kind, "none");
    assert.ok(pauses >= 1, `${pauses} pauses`);
    const places = answer(document, text("a".repeat(5000))).found;
    assert.equal(places.kind === "found" && places.count, 2_000_000 - 5000 + 1);
    const words = answer(open(" word".repeat(1_200_000)), { kind: "id", id: 1573 });
    assert.ok(words.pauses >= 2, `${words.pauses} pauses`);
  });

  it("tells what a plain scan tells after every random edit", () => {
    const seed = 911;
    const random = seeded(seed);
    // Several chunks, so that places lie across their borders.
    const edits = new RandomEdits(random, { units: 9000, megabyte: 900, deleteAll: 200 });
    const document = TokenDocument.open(gpt2(), edits.text, 0, AS_IS);
    let across = 0;
    let found = 0;
    for (let version = 1; version <= 700; version++) {
      document.edit(version, edits.next().changes);
      const borders = chunkBorders(document);
      for (let time = 0; time < 3; time++) {
        const near = random(2) === 0 ? borders[random(borders.length)] : undefined;
        const [sought, from] = question(random, document, edits.text, near);
        const { found: actual } = answer(document, sought, from);
        const where = `seed ${seed}, edit ${version}, ${JSON.stringify([sought, from])}`;
        assert.deepEqual(actual, scan(document, edits.text, sought, from), where);
        if (actual.kind !== "found") continue;
        found++;
        const last = document.copy(actual.end - 1, actual.end).ends[0] ?? 0;
        if (borders.some((border) => actual.unit < border && border < last)) across++;
      }
    }
    assert.ok(found > 500, `${found} found`);
    assert.ok(across > 50, `${across} across borders`);
  });
});

function chunkBorders(document: TokenDocument): number[] {
  let at = 0;
  return Array.from(document.textStretches(), (stretch) => (at += stretch.length)).slice(0, -1);
}

function question(
  random: Random,
  { tokenCount }: TokenDocument,
  text: string,
  near: number | undefined,
): [SearchTarget, FindFrom] {
  const token = random(tokenCount + 2);
  const unit = random(3) === 0 ? {} : { unit: random(text.length + 2) };
  const from = { token, ...unit, backwards: random(2) === 0 };
  const start = near === undefined ? random(text.length + 1) : Math.max(0, near - random(20));
  const length = random(8) === 0 ? random(5000) : 1 + random(24);
  // One in ten is made so that it hardly stands anywhere.
  const sought = text.slice(start, start + length) + (random(10) === 0 ? "¬" : "");
  return [{ kind: "text", text: sought }, from];
}

/** The same by `indexOf` and by looking at all tokens. */
function scan(
  document: TokenDocument,
  text: string,
  sought: SearchTarget,
  from: FindFrom,
): FindAnswer {
  const { version } = document;
  if (sought.kind !== "text" || sought.text === "") return { kind: "none", version };
  const { starts, ends } = document.tokens();
  const places: number[] = [];
  for (let at = text.indexOf(sought.text); at >= 0; at = text.indexOf(sought.text, at + 1)) {
    places.push(at);
  }
  if (places.length === 0) return { kind: "none", version };
  const caret = from.unit ?? starts[from.token] ?? text.length;
  const behind = places.findIndex((place) => place >= caret);
  const next = behind < 0 ? places.length : behind;
  const wanted = from.backwards ? next - 1 : next;
  const at = (wanted + places.length) % places.length;
  const unit = places[at]!;
  const token = ends.findIndex((end) => end > unit);
  const beyond = starts.findIndex((start) => start >= unit + sought.text.length);
  return {
    kind: "found",
    version,
    token,
    end: beyond < 0 ? starts.length : beyond,
    unit,
    count: places.length,
    place: at + 1,
    wrapped: at !== wanted,
  };
}
