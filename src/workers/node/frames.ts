import { Deserializer, Serializer } from "node:v8";
import { InvariantError } from "../../shared/base/invariantError";

/**
 * Messages on a stream of bytes. A frame has, in this order:
 * - bytes of the head and number of buffers, a uint32 each,
 * - bytes of each buffer, a float64 each,
 * - the head, which is the message as V8 writes what is cloned,
 * - the buffers that the message holds, as they are.
 * Numbers have the machine's own order of bytes: a frame never leaves it.
 */
const PREFIX_BYTES = 8;
/** What is longer is no frame: something has damaged the stream. */
const MOST_HEAD_BYTES = 2 ** 30;
const MOST_BUFFERS = 2 ** 10;

/**
 * A message as the pieces of its frame.
 * @param given buffers in it that are written as they are and must not change before they are
 *   written; everything else is copied now
 * @throws {Error} when the message holds what cannot be cloned
 */
export function frameOf(message: unknown, given: readonly ArrayBuffer[]): Uint8Array[] {
  const serializer = new Serializer();
  given.forEach((buffer, at) => {
    serializer.transferArrayBuffer(at, buffer);
  });
  serializer.writeHeader();
  serializer.writeValue(message);
  const head = serializer.releaseBuffer();
  return [
    new Uint8Array(Uint32Array.of(head.length, given.length).buffer),
    new Uint8Array(Float64Array.from(given, ({ byteLength }) => byteLength).buffer),
    head,
    ...given.map((buffer) => new Uint8Array(buffer)),
  ];
}

/** Puts messages together from a stream that comes in chunks of any size. */
export class FrameReader {
  private readonly wants: Wants;
  private wanted: Uint8Array<ArrayBuffer>;
  private filled = 0;

  constructor(receive: (message: unknown) => void) {
    this.wants = frames(receive);
    this.wanted = new Uint8Array(this.wants.next().value ?? 0);
  }

  /**
   * @throws {RangeError} when there is no memory for what is announced
   * @throws {Error} when the bytes are no frames; nothing can be read after them
   */
  push(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length;) {
      const count = Math.min(chunk.length - at, this.wanted.length - this.filled);
      this.wanted.set(chunk.subarray(at, at + count), this.filled);
      at += count;
      this.filled += count;
      while (this.filled === this.wanted.length) {
        const { value, done } = this.wants.next(this.wanted);
        // It has thrown before.
        if (done === true) throw new InvariantError("This stream is damaged.");
        this.wanted = new Uint8Array(value);
        this.filled = 0;
      }
    }
  }
}

/** Yields how many bytes it wants next, and gets them in memory of their own. */
type Wants = Generator<number, undefined, Uint8Array<ArrayBuffer>>;

function* frames(receive: (message: unknown) => void): Wants {
  for (;;) {
    const [headBytes = 0, count = 0] = new Uint32Array((yield PREFIX_BYTES).buffer);
    if (headBytes > MOST_HEAD_BYTES || count > MOST_BUFFERS)
      throw new InvariantError("This is no frame.");
    const lengths = new Float64Array((yield 8 * count).buffer);
    const deserializer = new Deserializer(yield headBytes);
    for (const [at, length] of lengths.entries()) {
      deserializer.transferArrayBuffer(at, (yield length).buffer);
    }
    deserializer.readHeader();
    receive(deserializer.readValue());
  }
}
