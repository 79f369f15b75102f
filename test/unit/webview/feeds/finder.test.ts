import assert from "node:assert/strict";
import type {
  FindAnswer,
  FindFrom,
  FoundPlace,
  SearchTarget,
} from "../../../../src/shared/values/find";
import { TokenFinder } from "../../../../webview/feeds/finder";

interface Asked {
  readonly version: number;
  readonly sought: SearchTarget;
  readonly from: FindFrom;
  answer(answer: FindAnswer | undefined): void;
  fail(error: Error): void;
}

const TEXT: SearchTarget = { kind: "text", text: "the" };
const place = (version: number, token: number, unit: number): FoundPlace => ({
  kind: "found",
  version,
  token,
  end: token + 1,
  unit,
  count: 9,
  place: 1,
  wrapped: false,
});
/** Lets answers arrive. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("The finder of tokens", () => {
  let asked: Asked[];
  let found: number[];
  let changes: number;
  let finder: TokenFinder;
  beforeEach(() => {
    asked = [];
    found = [];
    changes = 0;
    finder = new TokenFinder(
      (version, sought, from) =>
        new Promise((answer, fail) => {
          asked.push({ version, sought, from, answer, fail });
        }),
      ({ token }) => found.push(token),
    );
    finder.watch(() => changes++);
    finder.use(1);
  });

  it("begins at the chosen token, and goes on behind what was found", async () => {
    finder.seek(TEXT, false, 5);
    assert.deepEqual(asked[0]?.from, { token: 5, backwards: false });
    asked[0].answer(place(1, 8, 40));
    await settle();
    assert.deepEqual(found, [8]);
    finder.seek(TEXT, false, 8);
    assert.deepEqual(asked[1]?.from, { token: 9, unit: 41, backwards: false });
    finder.seek(TEXT, true, 8);
    assert.deepEqual(asked[2]?.from, { token: 8, unit: 40, backwards: true });
  });
  it("looks from one token on while something is typed, and takes steps that come before the answer", async () => {
    finder.type({ kind: "text", text: "t" }, 5);
    finder.type(TEXT, 5);
    assert.deepEqual(asked[1]?.from, { token: 5, backwards: false });
    finder.seek(TEXT, false, 5);
    finder.seek(TEXT, true, 5);
    assert.equal(asked.length, 2);
    asked[1].answer(place(1, 8, 40));
    await settle();
    assert.deepEqual(asked[2]?.from, { token: 9, unit: 41, backwards: false });
    asked[2].answer(place(1, 20, 90));
    await settle();
    assert.deepEqual(asked[3]?.from, { token: 20, unit: 90, backwards: true });
    asked[3].answer(place(1, 8, 40));
    await settle();
    assert.deepEqual(found, [8, 20, 8]);
    // What is typed again is sought from the same token, though it was found before.
    finder.type(TEXT, 8);
    assert.deepEqual(asked[4]?.from, { token: 8, backwards: false });
  });
  it("begins anew when another token was chosen, or something else is looked for", async () => {
    finder.seek(TEXT, false, 5);
    asked[0]?.answer(place(1, 8, 40));
    await settle();
    finder.seek(TEXT, false, 3);
    assert.deepEqual(asked[1]?.from, { token: 3, backwards: false });
    finder.seek({ kind: "text", text: "them" }, false, 8);
    assert.deepEqual(asked[2]?.from, { token: 8, backwards: false });
  });
  it("takes the newest answer alone", async () => {
    finder.seek(TEXT, false, 5);
    finder.seek(TEXT, true, 5);
    asked[1]?.answer(place(1, 2, 10));
    asked[0]?.answer(place(1, 8, 40));
    await settle();
    assert.deepEqual(found, [2]);
  });
  it("asks again in new tokens, and forgets where it was in the old ones", async () => {
    finder.seek(TEXT, false, 5);
    asked[0]?.answer(undefined);
    await settle();
    assert.deepEqual([found, finder.isBusy], [[], true]);
    finder.use(2);
    assert.equal(asked[1]?.version, 2);
    asked[1].answer(place(2, 8, 40));
    await settle();
    assert.deepEqual([found, finder.isBusy], [[8], false]);
    finder.use(3);
    assert.equal(finder.found, undefined);
    finder.seek(TEXT, false, 8);
    assert.deepEqual(asked[2]?.from, { token: 9, backwards: false });
  });
  it("says what there is not, and why it could not look", async () => {
    finder.seek(TEXT, false, undefined);
    asked[0]?.answer({ kind: "none", version: 1 });
    await settle();
    assert.match(finder.sentence ?? "", /does not have that text/);
    finder.seek(TEXT, false, undefined);
    asked[1]?.fail(new Error("The document was closed."));
    await settle();
    assert.equal(finder.sentence, "The document was closed.");
    finder.forget();
    assert.equal(finder.sentence, undefined);
    assert.deepEqual([found, changes], [[], 3]);
  });
});
