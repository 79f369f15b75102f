/** Digits after the point, as PyTorch prints values. */
const DIGITS = 4;
/** From here on numbers are printed in powers of ten. */
const MOST = 1e21;

/**
 * A value as PyTorch prints it, "−0.3885", with a true minus: the nearest decimal to the exact
 * binary value, of two equally near ones the even one. A negative value keeps its sign, also where
 * its digits are zeros.
 */
export function fixed(value: number, digits: number = DIGITS): string {
  if (Number.isNaN(value)) return "NaN";
  const sign = value < 0 || Object.is(value, -0) ? "−" : "";
  return sign + (Number.isFinite(value) ? unsigned(Math.abs(value), digits) : "∞");
}

/** JavaScript takes the larger of two equally near decimals. */
function unsigned(size: number, digits: number): string {
  const text = size.toFixed(digits);
  const last = Number(text.at(-1));
  return last % 2 === 1 && size < MOST && isTie(size, digits)
    ? text.slice(0, -1) + String(last - 1)
    : text;
}

/** Whether size · 10^digits is a whole number and a half: its binary digits end there. */
function isTie(size: number, digits: number): boolean {
  return (size * 2 ** (digits + 1)) % 2 === 1;
}
