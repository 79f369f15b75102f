import type { Random } from "./random";

/** Bytes that mean something in JSON or in protocol buffers, and the ends of ranges. */
const TELLING = [
  ...Buffer.from('{}[]":,\\ 0123456789-.eEu'),
  ...[0, 1, 2, 7, 8, 9, 10, 0x12, 0x22, 0x2a, 0x42, 0x4a, 0x7f, 0x80, 0xfe, 0xff],
];

/**
 * Some bytes of a file changed: bits, bytes, ranges left out, repeated, moved, filled or taken from
 * another file, and its end cut off.
 */
export function mutant(
  whole: Uint8Array,
  others: readonly Uint8Array[],
  random: Random,
): Uint8Array<ArrayBuffer> {
  let bytes = new Uint8Array(whole);
  for (let times = 1 + random(2) * random(3); times > 0; times--) {
    if (bytes.length === 0) return bytes;
    const at = random(bytes.length);
    const end = Math.min(bytes.length, at + 1 + random(random(4) === 0 ? 200 : 12));
    const some = bytes.slice(at, end);
    switch (random(10)) {
      case 0:
        bytes = bytes.slice(0, at + 1);
        break;
      case 1:
        bytes = joined(bytes.subarray(0, at), bytes.subarray(end));
        break;
      case 2:
        bytes = joined(bytes.subarray(0, end), some, bytes.subarray(end));
        break;
      case 3: {
        const to = random(bytes.length);
        bytes = joined(bytes.subarray(0, to), some, bytes.subarray(to));
        break;
      }
      case 4: {
        const other = others[random(others.length)] ?? whole;
        const from = random(other.length);
        const more = other.subarray(from, from + some.length);
        bytes = joined(bytes.subarray(0, at), more, bytes.subarray(end));
        break;
      }
      case 5:
        bytes.fill(TELLING[random(TELLING.length)] ?? 0, at, end);
        break;
      case 6:
      case 7:
        bytes[at] = TELLING[random(TELLING.length)] ?? 0;
        break;
      case 8:
        bytes[at] = random(256);
        break;
      default:
        bytes[at]! ^= 1 << random(8);
    }
  }
  return bytes;
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(parts));
}
