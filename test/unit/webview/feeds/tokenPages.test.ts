import assert from "node:assert/strict";
import type { TokenSlice } from "../../../../src/shared/values/tokens";
import { TOKEN_PAGE as PAGE } from "../../../../src/shared/protocol/firstSight";
import { TokenPages } from "../../../../webview/feeds/tokenPages";
import { describe as describeToken, tokenView } from "../../../../webview/feeds/tokenView";

/** A slice of tokens that are one letter each; `id` tells slices of two versions apart. */
function letters(version: number, from: number, to: number, id = version): TokenSlice {
  const offsets = Uint32Array.from({ length: to - from + 1 }, (_, i) => i);
  return {
    version,
    first: from,
    ids: new Uint32Array(to - from).fill(id),
    starts: offsets.slice(0, -1),
    ends: offsets.slice(1),
    bytes: new Uint8Array(to - from).fill(0x61),
    byteStarts: offsets,
    part: new Uint8Array(to - from),
    parts: new Uint8Array(to - from),
    text: "a".repeat(to - from),
  };
}

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe("token pages", () => {
  it("ask once for an aligned page, cut at the document's end", async () => {
    const asked: number[][] = [];
    const pages = new TokenPages((version, from, to) => {
      asked.push([version, from, to]);
      return Promise.resolve(letters(version, from, to));
    });
    pages.use(3, PAGE + 10, false);
    assert.equal(pages.pageWith(PAGE + 1), undefined);
    assert.equal(pages.pageWith(PAGE + 2), undefined);
    await soon();
    assert.deepEqual(asked, [[3, PAGE, PAGE + 10]]);
    assert.equal(pages.pageWith(PAGE + 2)?.first, PAGE);
    assert.equal(pages.pageWith(PAGE + 10), undefined);
    assert.equal(pages.pageWith(-1), undefined);
  });

  it("ask once however often the host speaks, and again for what was refused", async () => {
    const waiting: ((slice: TokenSlice | undefined) => void)[] = [];
    const pages = new TokenPages(() => new Promise((resolve) => waiting.push(resolve)));
    // As a model that is being built has the host tell of its progress.
    for (let told = 0; told < 3; told++) {
      pages.use(1, 20, true);
      pages.pageWith(0);
    }
    assert.equal(waiting.length, 1);
    waiting[0]?.(undefined);
    await soon();
    pages.pageWith(0);
    assert.equal(waiting.length, 1);
    pages.use(1, 20, true);
    pages.pageWith(0);
    assert.equal(waiting.length, 2);
    waiting[1]?.(letters(1, 0, 20));
    await soon();
    assert.equal(pages.pageWith(5)?.ids[5], 1);
  });

  it("show the rows before until the new ones are there", async () => {
    let answer: (slice: TokenSlice | undefined) => void = () => undefined;
    const pages = new TokenPages(() => new Promise((resolve) => (answer = resolve)));
    pages.use(1, 20, false);
    pages.pageWith(0);
    answer(letters(1, 0, 20));
    await soon();
    pages.use(2, 30, true);
    assert.equal(pages.pageWith(5)?.ids[5], 1);
    assert.equal(pages.pageWith(25), undefined);
    answer(letters(2, 0, 30));
    await soon();
    assert.equal(pages.pageWith(5)?.ids[5], 2);
    pages.use(3, 30, false);
    assert.equal(pages.pageWith(5), undefined);
  });

  it("ignore answers that are late, undefined or for another page", async () => {
    const waiting: ((slice: TokenSlice | undefined) => void)[] = [];
    const pages = new TokenPages(() => new Promise((resolve) => waiting.push(resolve)));
    pages.watch(() => {
      assert.fail("nothing arrived");
    });
    pages.use(1, 20, false);
    pages.pageWith(0);
    pages.use(2, 20, true);
    pages.pageWith(0);
    waiting[0]?.(letters(1, 0, 20));
    waiting[1]?.(undefined);
    await soon();
    assert.equal(pages.pageWith(0), undefined);
  });

  it("forget what was not used for long, and ask for it again", async () => {
    let calls = 0;
    const pages = new TokenPages((version, from, to) => {
      calls++;
      return Promise.resolve(letters(version, from, to));
    });
    pages.use(1, PAGE * 200, false);
    for (let page = 0; page < 100; page++) {
      pages.pageWith(page * PAGE);
      await soon();
    }
    assert.equal(calls, 100);
    assert.ok(pages.pageWith(99 * PAGE) !== undefined);
    assert.equal(pages.pageWith(0), undefined);
    await soon();
    assert.equal(calls, 101);
  });
});

describe("a token in a pane", () => {
  it("has its text between quotes, its part and its bytes", () => {
    const wave = "👋";
    const slice: TokenSlice = {
      version: 1,
      first: 10,
      ids: Uint32Array.of(402, 26180, 233),
      starts: Uint32Array.of(4, 6, 6),
      ends: Uint32Array.of(6, 8, 8),
      bytes: Uint8Array.of(0x20, 0x47, 0xf0, 0x9f, 0x91),
      byteStarts: Uint32Array.of(0, 2, 4, 5),
      part: Uint8Array.of(0, 1, 2),
      parts: Uint8Array.of(0, 3, 3),
      text: ` G${wave}`,
    };
    const first = tokenView(slice, 10);
    assert.equal(first.text, "·G");
    assert.equal(first.quoted, "' G'");
    assert.equal(describeToken(first), "' G'\nid 402 · token 10\nbytes 20 47");
    const part = tokenView(slice, 12);
    assert.deepEqual([part.text, part.part, part.hex, part.id], [wave, "2/3", "91", 233]);
  });
});
