/** The text of bytes that are UTF-8. */
export function textOfUtf8(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at++] as number;
    const more = first < 0xc0 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    let point = more === 0 ? first : first & (0x3f >> more);
    for (let part = 0; part < more; part++) point = (point << 6) | ((bytes[at++] ?? 0) & 0x3f);
    text += String.fromCodePoint(Math.min(point, 0x10_ffff));
  }
  return text;
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** @returns undefined where it is no base64 */
export function bytesOfBase64(base64: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = new Uint8Array(3 * Math.ceil(base64.length / 4));
  const length = new Base64Reader().read(base64, bytes, 0);
  return length < 0 ? undefined : bytes.slice(0, length);
}

/** Reads texts in base64, one after another. */
export class Base64Reader {
  private readonly values = new Int16Array(0x80).fill(-1);

  constructor() {
    for (let value = 0; value < DIGITS.length; value++) {
      this.values[DIGITS.charCodeAt(value)] = value;
    }
  }

  /**
   * Writes the bytes of a text into `bytes` from `to` on.
   * @returns how many they are; -1 where it is no base64
   */
  read(base64: string, bytes: Uint8Array, to: number): number {
    const { length } = base64;
    if (length % 4 !== 0) return -1;
    const padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
    const count = (length / 4) * 3 - padding;
    let bits = 0;
    let place = to;
    for (let at = 0; at < length; at++) {
      const unit = base64.charCodeAt(at);
      const value = at < length - padding && unit < 0x80 ? (this.values[unit] as number) : 0;
      if (value < 0 || (unit >= 0x80 && at < length - padding)) return -1;
      bits = ((bits << 6) | value) & 0xff_ffff;
      if ((at & 3) !== 3) continue;
      for (let shift = 16; shift >= 0 && place < to + count; shift -= 8) {
        bytes[place++] = (bits >> shift) & 0xff;
      }
    }
    return count;
  }
}
