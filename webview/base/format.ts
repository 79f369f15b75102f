import { fixed } from "../../src/shared/base/fixed";

/** Numbers as a person reads them. */

/** A value as PyTorch prints it, in four digits after the point: "−1.1956". */
export const fixed4 = (value: number): string => fixed(value);

/** A colour limit in three significant digits, never in exponents where a person reads on. */
export function limitText(limit: number): string {
  if (limit === 0) return "0";
  if (limit >= 1e5 || limit < 1e-4) return limit.toExponential(1).replace("-", "−");
  return limit >= 100 ? limit.toFixed(0) : limit.toPrecision(3);
}

/** 0.0099 → "1.0 %" */
export function percent(share: number): string {
  if (share > 0 && share < 0.0005) return "< 0.1 %";
  return `${(share * 100).toFixed(1)} %`;
}

/** As PyTorch prints a shape: "[4, 256]". */
export const shape = (...sizes: readonly number[]): string => `[${sizes.join(", ")}]`;

/** As PyTorch prints the size of a tensor: "torch.Size([8, 4, 256])". */
export const torchSize = (...sizes: readonly number[]): string => `torch.Size(${shape(...sizes)})`;
