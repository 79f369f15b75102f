import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { root } from "./folders";

/**
 * Cases that nobody in this project made up, beside the checkout. They are other people's texts and
 * models, so that no clone has them: nothing but the ring of golden tests may read them.
 */
export const goldenFolder = resolve(root, "../shared/golden");

/** How many cases were compared so far. */
let compared = 0;

/** Counts cases that a test is about to compare. Throws where there is none. */
export function cases<T>(all: readonly T[]): readonly T[] {
  assert.ok(all.length > 0, "There is no case.");
  compared += all.length;
  return all;
}

export function comparedCases(): number {
  return compared;
}

export function goldenText(name: string): string {
  return readFileSync(resolve(goldenFolder, name), "utf8");
}

export function goldenJson<T>(name: string): T {
  return JSON.parse(goldenText(name)) as T;
}

/** A file of raw little-endian float32 values. */
function goldenFloats(name: string): Float32Array<ArrayBuffer> {
  return new Float32Array(new Uint8Array(readFileSync(resolve(goldenFolder, name))).buffer);
}

/** GPT-2's own position table, [1024, 768]. */
export function gpt2Positions() {
  return { values: goldenFloats("gpt2/wpe.f32.bin"), shape: [1024, 768] } as const;
}
