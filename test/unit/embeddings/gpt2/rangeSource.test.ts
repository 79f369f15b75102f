import assert from "node:assert/strict";
import fc from "fast-check";
import type { Fetch } from "../../../../src/embeddings/gpt2/rangeRequest";
import { RangeSource } from "../../../../src/embeddings/gpt2/rangeSource";

const FILE = Uint8Array.from({ length: 200_000 }, (_, at) => (at * 31 + (at >> 8)) & 255);
/** New bytes after which an attempt counts as one that went on. */
const ENOUGH = 2 ** 14;

/** One answer of a server: what it sends of what is asked for, in chunks, before it breaks. */
interface Attempt {
  readonly bytes: number;
  readonly chunk: number;
  readonly how: "refuses" | "is unwell" | "ends early" | "breaks";
}

const attempts = fc.array(
  fc.record({
    // Too little to count, or enough.
    bytes: fc.oneof(fc.nat(ENOUGH - 1), fc.integer({ min: ENOUGH, max: 60_000 })),
    chunk: fc.integer({ min: 1000, max: 30_000 }),
    how: fc.constantFrom("refuses", "is unwell", "ends early", "breaks"),
  } satisfies { [K in keyof Attempt]: fc.Arbitrary<Attempt[K]> }),
  { maxLength: 12 },
);
const range = fc
  .tuple(fc.nat(FILE.length - 1), fc.integer({ min: 1, max: FILE.length + 1000 }))
  .map(([start, length]) => [start, start + length] as const);

describe("A range of a file on a server", () => {
  it("comes in order and each byte once, however often the connection breaks", async () => {
    const property = fc.asyncProperty(range, attempts, async ([start, end], breaks) => {
      const left = [...breaks];
      const asked: number[] = [];
      const source = sourceOf((from, to) => {
        asked.push(from);
        return answer(from, to, left.shift());
      });
      const got: Uint8Array[] = [];
      const reading = source.read(start, end, async (bytes) => void got.push(bytes.slice()));
      const failed = await reading.then(
        () => false,
        (error: unknown) => {
          assert.match(String(error), /5 attempts in a row failed/);
          return true;
        },
      );
      const bytes = Buffer.concat(got);
      const expected = FILE.subarray(start, end);
      assert.ok(bytes.equals(expected.subarray(0, bytes.length)), "no byte is lost or doubled");
      assert.equal(failed, inVain(start, Math.min(end, FILE.length), breaks));
      if (!failed) assert.equal(bytes.length, expected.length);
      // Each attempt goes on where the one before it broke.
      assert.deepEqual(
        asked,
        asked.toSorted((a, b) => a - b),
      );
    });
    await fc.assert(property, { seed: 548, numRuns: 200 });
  });
});

/** Whether five attempts in a row bring next to nothing before the range is read. */
function inVain(start: number, end: number, breaks: readonly Attempt[]): boolean {
  let at = start;
  let failures = 0;
  for (const { bytes, how } of breaks) {
    const sent = how === "ends early" || how === "breaks" ? Math.min(bytes, end - at) : 0;
    at += sent;
    if (how === "ends early" && at === end) return false;
    failures = sent >= ENOUGH ? 0 : failures + 1;
    if (failures === 5) return true;
    if (at === end) return false;
  }
  return false;
}

function answer(start: number, end: number, attempt: Attempt | undefined): ReturnType<Fetch> {
  const { bytes = Infinity, chunk = 30_000, how = "ends early" } = attempt ?? {};
  if (how === "refuses") return Promise.reject(new Error("connection refused"));
  const last = Math.min(end, FILE.length);
  const headers = new Headers({ "content-range": `bytes ${start}-${last - 1}/${FILE.length}` });
  if (how === "is unwell") return Promise.resolve({ status: 503, headers, body: null });
  let at = start;
  const stop = Math.min(last, start + bytes);
  const read = async () => {
    if (at === stop && how === "breaks") throw new Error("connection reset");
    if (at === stop) return { done: true };
    const value = FILE.subarray(at, Math.min(stop, at + chunk));
    at += value.length;
    return { done: false, value };
  };
  const body = { cancel: async () => undefined, getReader: () => ({ read }) };
  return Promise.resolve({ status: 206, headers, body });
}

/** A source whose waits pass at once. */
function sourceOf(answers: (start: number, end: number) => ReturnType<Fetch>): RangeSource {
  const fetch: Fetch = (_, { headers }) => {
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(headers["Range"] ?? "") ?? [];
    return answers(Number(first), Number(last) + 1);
  };
  return new RangeSource(new URL("https://example.org/model.safetensors"), {
    fetch,
    signal: new AbortController().signal,
    wait: async () => undefined,
    stallAfter: 600_000,
  });
}
