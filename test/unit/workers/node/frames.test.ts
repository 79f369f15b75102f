import assert from "node:assert/strict";
import fc from "fast-check";
import { frameOf, FrameReader } from "../../../../src/workers/node/frames";

const SEED = 20_261_001;

describe("Frames of a socket", () => {
  /** What a reader makes of pieces that come cut up into chunks of these sizes, over and over. */
  function read(pieces: readonly Uint8Array[], sizes: readonly number[]): unknown[] {
    const bytes = Buffer.concat(pieces);
    const messages: unknown[] = [];
    const reader = new FrameReader((message) => messages.push(message));
    for (let at = 0, turn = 0; at < bytes.length; turn++) {
      const size = sizes[turn % sizes.length] ?? 1;
      reader.push(bytes.subarray(at, at + size));
      at += size;
    }
    return messages;
  }
  /** Answers as they were given, their buffers beside the head. */
  const framesOf = (messages: readonly { readonly values: readonly Float32Array[] }[]) =>
    messages.flatMap((message) =>
      frameOf(
        message,
        message.values.map(({ buffer }) => buffer as ArrayBuffer),
      ),
    );

  it("bring every message, however the stream is cut", () => {
    const message = fc.record(
      {
        kind: fc.constant("answer"),
        text: fc.string({ unit: "binary" }),
        number: fc.double(),
        nothing: fc.constant(undefined),
        ids: fc.int32Array(),
        values: fc.array(fc.float32Array({ minLength: 1 }), { maxLength: 4 }),
      },
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(
        fc.array(message, { maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
        (messages, sizes) => {
          assert.deepEqual(read(framesOf(messages), sizes), messages);
        },
      ),
      { seed: SEED, numRuns: 300 },
    );
  });

  it("bring values beside which nothing else lies, in memory of their own", () => {
    const values = [Float32Array.of(1, NaN, -0), Float32Array.of(Infinity)];
    const [message] = read(framesOf([{ values }]), [7]) as [{ values: Float32Array[] }];
    assert.deepEqual(message.values, values);
    for (const each of message.values) {
      assert.deepEqual([each.byteOffset, each.buffer.byteLength], [0, each.byteLength]);
    }
  });

  it("hold what is copied as it was when it was sent, and what is given as it is", () => {
    const [copied, given] = [Float32Array.of(1), Float32Array.of(2)];
    const frame = frameOf({ copied, given }, [given.buffer]);
    copied[0] = 9;
    assert.deepEqual(read(frame, [64]), [{ copied: Float32Array.of(1), given }]);
    assert.equal(frame.at(-1)?.buffer, given.buffer);
  });

  it("refuse what cannot be cloned before anything is sent", () => {
    assert.throws(() => frameOf({ work: () => 1 }, []), /could not be cloned/);
    assert.throws(() => frameOf(Symbol("s"), []), /could not be cloned/);
  });

  const DAMAGED: Record<string, Uint8Array> = {
    "is no frame": new Uint8Array(64).fill(255),
    "announces more than there is memory for": Buffer.concat([
      new Uint8Array(Uint32Array.of(2, 1).buffer),
      new Uint8Array(Float64Array.of(2 ** 52).buffer),
      Uint8Array.of(255, 15),
    ]),
    "announces less than nothing": Buffer.concat([
      new Uint8Array(Uint32Array.of(2, 1).buffer),
      new Uint8Array(Float64Array.of(-1).buffer),
      Uint8Array.of(255, 15),
    ]),
    "has a head that V8 did not write": Buffer.concat([
      new Uint8Array(Uint32Array.of(4, 0).buffer),
      Uint8Array.of(1, 2, 3, 4),
    ]),
  };
  for (const [what, bytes] of Object.entries(DAMAGED)) {
    it(`are refused from where a stream ${what}, for good`, () => {
      const messages: unknown[] = [];
      const reader = new FrameReader((message) => messages.push(message));
      assert.throws(() => {
        reader.push(bytes);
      });
      assert.throws(() => {
        reader.push(Buffer.concat(frameOf("good", [])));
      });
      assert.deepEqual(messages, []);
    });
  }
});
