import { fixed } from "../../src/shared/base/fixed";

/** CSS pixels of a cell that has room for its value as PyTorch prints it: "−0.3885". */
const ROOM = { width: 52, height: 16 } as const;
const MOST_DIGITS = 4;

/** Whether cells of this size, in CSS pixels, show their values in digits. */
export function printsValues(width: number, height: number): boolean {
  return width >= ROOM.width && height >= ROOM.height - 0.01;
}

/**
 * A value in at most `characters`, with as many digits after the point as fit, four at most;
 * undefined where not even its power of ten fits.
 * @param signed whether a positive value has its sign too
 */
export function cellText(value: number, characters: number, signed: boolean): string | undefined {
  if (Number.isNaN(value)) return "NaN";
  const sign = value < 0 || Object.is(value, -0) ? "−" : signed && value > 0 ? "+" : "";
  if (!Number.isFinite(value)) return `${sign}∞`;
  const size = Math.abs(value);
  for (let digits = MOST_DIGITS; digits >= 0; digits--) {
    // 1e21 and more would come in exponents.
    const text = size < 1e9 ? fixed(size, digits) : "";
    // "0.0000" would be a lie, and of 0 itself less than that says no more than "0".
    const isTold = size === 0 ? digits % MOST_DIGITS === 0 : Number(text) !== 0;
    if (text !== "" && isTold && sign.length + text.length <= characters) {
      return sign + text;
    }
  }
  const text = sign + size.toExponential(0).replace("e+", "e").replace("-", "−");
  return text.length <= characters ? text : undefined;
}
