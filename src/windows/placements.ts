import { windowsWithInput, type WindowShape } from "./windows";

/** One way in which a document token is an input. */
export interface Placement {
  readonly token: number;
  /** Sample, in text order. Undefined where no window holds the token. */
  readonly sample: number | undefined;
  /** Position in that window. */
  readonly position: number | undefined;
}

/**
 * Where tokens stand in windows: the asked one in its other windows, those nearest to the one it
 * was asked in, and each other token in the first window that holds it.
 * @param tokens document tokens, rising, without the asked one
 * @param most windows of the asked token that are given
 */
export function placements(
  origin: { readonly token: number; readonly position: number },
  tokens: Iterable<number>,
  shape: WindowShape,
  most: number,
): { windows: number; placements: Placement[] } {
  const { stride } = shape;
  const found: Placement[] = [];
  const own = windowsWithInput(origin.token, shape);
  const here = Math.round((origin.token - origin.position) / stride);
  const first = Math.max(own.from, Math.min(here - (most >> 1), own.to - most - 1));
  for (let sample = first; sample < Math.min(own.to, first + most + 1); sample++) {
    const position = origin.token - sample * stride;
    if (sample !== here) found.push({ token: origin.token, sample, position });
  }
  for (const token of tokens) {
    const { from, to } = windowsWithInput(token, shape);
    const isInWindow = from < to;
    found.push({
      token,
      sample: isInWindow ? from : undefined,
      position: isInWindow ? token - from * stride : undefined,
    });
  }
  found.sort((a, b) => a.token - b.token || (a.sample ?? 0) - (b.sample ?? 0));
  return { windows: own.to - own.from, placements: found };
}
