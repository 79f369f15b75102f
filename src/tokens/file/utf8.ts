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
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(base64) || base64.length % 4 !== 0) return undefined;
  const digits = new Map(Array.from(DIGITS, (digit, value) => [digit, value]));
  const padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((base64.length / 4) * 3 - padding);
  for (let at = 0, to = 0; at < base64.length; at += 4, to += 3) {
    let bits = 0;
    for (let digit = 0; digit < 4; digit++)
      bits = (bits << 6) | (digits.get(base64.charAt(at + digit)) ?? 0);
    bytes[to] = bits >> 16;
    bytes[to + 1] = (bits >> 8) & 0xff;
    bytes[to + 2] = bits & 0xff;
  }
  return bytes;
}
