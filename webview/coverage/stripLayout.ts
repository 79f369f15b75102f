import type { TokenUse, UsedWindows } from "../../src/windows/tokenUse";

/** Document tokens `[from, to)`, at least one. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A row of the strip for each way in which a token can be used. */
export type UseLane = "inputs" | "targets" | "unused";
/** Those, and what a whole GPT makes of the tokens. */
export type Lane = UseLane | "surprisal";

/** For each pixel how full the lanes are there, from 0 to 1. */
export interface Lanes extends Readonly<Record<UseLane, Float32Array>> {
  /** There once somebody has had the document read; NaN where it has not been. */
  readonly surprisal?: Float32Array | undefined;
}

/** What a whole GPT makes of the document's tokens. */
export interface StripSurprisal {
  /** Of each token with the most context that a window gives it, nats; NaN where that is not known. */
  readonly most: Float32Array;
  /** The same with the least context. */
  readonly least: Float32Array;
  /** What fills the lane: ln V, where all tokens are equally likely. */
  readonly full: number;
}

/** The tokens that a pixel of `width` shows: its share of them, or the one that lies there. */
export function stretchAt(pixel: number, width: number, tokenCount: number): Stretch {
  if (width >= tokenCount) {
    const token = Math.floor(((pixel + 0.5) * tokenCount) / width);
    return { from: token, to: token + 1 };
  }
  return {
    from: Math.floor((pixel * tokenCount) / width),
    to: Math.floor(((pixel + 1) * tokenCount) / width),
  };
}

/** The first pixel that shows a token, so that `stretchAt` of it holds the token. */
export function pixelOf(token: number, width: number, tokenCount: number): number {
  const exact = (token * width) / tokenCount;
  if (width >= tokenCount) return Math.max(0, Math.ceil(exact - 0.5));
  const pixel = Math.floor(exact);
  return stretchAt(pixel, width, tokenCount).to > token ? pixel : pixel + 1;
}

/** Pixels `[left, right)` that show tokens `[from, to)`. */
export function pixelsOf(
  { from, to }: Stretch,
  width: number,
  tokenCount: number,
): { left: number; right: number } {
  const left = pixelOf(from, width, tokenCount);
  const right = to >= tokenCount ? width : pixelOf(to, width, tokenCount);
  return { left, right: Math.max(right, left + 1) };
}

/**
 * How full the lanes are: inputs and targets by how often, on average, where `most` is full;
 * unused by their share of the pixel's tokens.
 */
export function lanesOf(use: TokenUse, tokenCount: number, width: number, most: number): Lanes {
  const [inputs, targets, unused] = [0, 0, 0].map(() => new Float32Array(width)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  for (let pixel = 0; pixel < width; pixel++) {
    const { from, to } = stretchAt(pixel, width, tokenCount);
    const here = use.of(from, to);
    const full = (to - from) * Math.max(1, most);
    inputs[pixel] = here.inputs / full;
    targets[pixel] = here.targets / full;
    unused[pixel] = here.unused / (to - from);
  }
  return { inputs, targets, unused };
}

/** How full the lane of surprisal is: by the mean of the pixel's tokens that are known. */
export function surprisalLane(
  { most, full }: StripSurprisal,
  tokenCount: number,
  width: number,
): Float32Array {
  return Float32Array.from({ length: width }, (_, pixel) => {
    return meanOf(most, stretchAt(pixel, width, tokenCount)) / full;
  });
}

/** Of what is known of some tokens; NaN where nothing is. */
export function meanOf(values: Float32Array, { from, to }: Stretch): number {
  let [sum, count] = [0, 0];
  for (let token = from; token < to; token++) {
    const value = values[token] ?? NaN;
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return sum / count;
}

/**
 * How strong a lane's colour is for how full it is, from 0 to 1. What is there at all can be seen:
 * one unused token among thousands, one use among many.
 */
export function strength(full: number, lane: UseLane): number {
  const least = lane === "unused" ? 0.6 : 0.3;
  return full <= 0 ? 0 : least + (1 - least) * Math.min(1, full);
}

/** The first token of a stretch that is in no window. Undefined where each is in one. */
export function firstUnused(use: TokenUse, { from, to }: Stretch): number | undefined {
  if (use.of(from, to).unused === 0) return undefined;
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (use.of(low, middle).unused > 0) high = middle;
    else low = middle;
  }
  return low;
}

/** Whether nothing about the use of tokens differs. */
export function sameWindows(one: UsedWindows, other: UsedWindows): boolean {
  return (
    one.maxLength === other.maxLength &&
    one.stride === other.stride &&
    one.count === other.count &&
    one.leftOut.length === other.leftOut.length &&
    one.leftOut.every((window, at) => window === other.leftOut[at])
  );
}
