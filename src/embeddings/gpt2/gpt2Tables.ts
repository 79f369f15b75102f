import * as l10n from "../../shared/l10n";
import type { ModelInfo } from "../../shared/vectors";
import type { Table, Tables } from "../model";
import type { TableFiles } from "../tableFiles";

/** GPT-2 small's position table and its token table, by the names they have in the checkpoint. */
export type Gpt2Part = "wpe" | "wte";

/** The files of GPT-2's own tables. */
export const GPT2_TABLES = {
  graph: "gpt2.onnx",
  token: { name: "gpt2.wte.f32", shape: [50257, 768] },
  position: { name: "gpt2.wpe.f32", shape: [1024, 768] },
} as const satisfies Tables;

export const GPT2_NAME = "GPT-2 small";

export const GPT2_INFO: ModelInfo = {
  source: "gpt2",
  name: GPT2_NAME,
  vocabularySize: GPT2_TABLES.token.shape[0],
  dimensions: GPT2_TABLES.token.shape[1],
  contextLength: GPT2_TABLES.position.shape[0],
};

/** Of wpe's 1024 × 768 little-endian float32 values in `openai-community/gpt2`. */
const WPE_SHA256 = "29c69587e2af826b7c159c38620a32e549a925e6d9a0dc37cb563f377f5be772";

/**
 * Values of columns 0, 1, 2, 765, 766, 767 by row of wte, as `print(params["wte"])` shows them in
 * chapter 5 of rasbt/LLMs-from-scratch (ch05/01_main-chapter-code/ch05.ipynb, Apache-2.0).
 */
const WTE_VALUES: Readonly<Record<number, readonly number[]>> = {
  0: [-0.11010301, -0.03926672, 0.03310751, -0.1363697, 0.01506208, 0.04531523],
  1: [0.04034033, -0.04861503, 0.04624869, 0.08605453, 0.00253983, 0.04318958],
  2: [-0.12746179, 0.04793796, 0.18410145, 0.08991534, -0.12972379, -0.08785918],
  50254: [-0.04453601, -0.05483596, 0.01225674, 0.10435229, 0.09783269, -0.06952604],
  50255: [0.1860082, 0.01665728, 0.04611587, -0.09625227, 0.07847701, -0.02245961],
  50256: [0.05135201, -0.02768905, 0.0499369, 0.00704835, 0.15519823, 0.12067825],
};
const WTE_COLUMNS = [0, 1, 2, 765, 766, 767];
/** They are printed with eight decimals. */
const PRINTED_TO = 1e-8;

/** Bytes read at a time, a whole number of values. */
const STEP_BYTES = 2 ** 20;
/** Bits of a float32 that are all set in infinities and NaNs, and only there. */
const EXPONENT = 0x7f800000;

export function gpt2Table(part: Gpt2Part): Table {
  return part === "wpe" ? GPT2_TABLES.position : GPT2_TABLES.token;
}

export function gpt2TableBytes(part: Gpt2Part): number {
  const [rows, columns] = gpt2Table(part).shape;
  return 4 * rows * columns;
}

/**
 * A small file that tells which version of the server's file a table's bytes are of. It is there
 * from before the first byte until the table is verified: a table beside it may be wrong.
 */
export function originName(part: Gpt2Part): string {
  return `gpt2.${part}.etag`;
}

/** Whether a table is there, whole and verified. */
export async function hasGpt2Table(part: Gpt2Part, files: TableFiles): Promise<boolean> {
  return (await isWhole(part, files)) && (await files.size(originName(part))) === undefined;
}

/** Whether all bytes of a table are in its file, right or wrong. */
export async function isWhole(part: Gpt2Part, files: TableFiles): Promise<boolean> {
  return (await files.size(gpt2Table(part).name)) === gpt2TableBytes(part);
}

/**
 * Compares the table in a finished file with what is published of GPT-2 small: wpe by its SHA-256, wte
 * by its size, 36 of its values, and that every value is finite.
 * @param step awaited between steps of a few milliseconds; what it throws ends the work
 * @returns why it is not GPT-2's table, or undefined where it is; words that go on in a sentence
 */
export async function verifyGpt2Table(
  part: Gpt2Part,
  files: TableFiles,
  name: string,
  step: () => Promise<void> = async () => undefined,
): Promise<string | undefined> {
  const size = await files.size(name);
  if (size !== gpt2TableBytes(part)) {
    return l10n.t("it has {0} bytes instead of {1}", size ?? 0, gpt2TableBytes(part));
  }
  if (part === "wpe") return wrongHash(await files.read(name, 0, size));
  return (await wrongValue(name, files)) ?? notFinite(name, size, files, step);
}

async function wrongHash(bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = Array.from(digest, (each) => each.toString(16).padStart(2, "0")).join("");
  return hex === WPE_SHA256
    ? undefined
    : l10n.t("it has the SHA-256 {0} instead of {1}", hex, WPE_SHA256);
}

async function wrongValue(name: string, files: TableFiles): Promise<string | undefined> {
  const width = GPT2_TABLES.token.shape[1];
  for (const [row, expected] of Object.entries(WTE_VALUES)) {
    const bytes = await files.read(name, 4 * width * Number(row), 4 * width);
    const values = new Float32Array(bytes.buffer, bytes.byteOffset, width);
    for (const [at, column] of WTE_COLUMNS.entries()) {
      const [value = NaN, published = NaN] = [values[column], expected[at]];
      if (!(Math.abs(value - published) <= PRINTED_TO)) {
        return l10n.t(
          "it has {0} in row {1}, column {2}, where {3} belongs",
          value,
          row,
          column,
          published,
        );
      }
    }
  }
  return undefined;
}

async function notFinite(
  name: string,
  size: number,
  files: TableFiles,
  step: () => Promise<void>,
): Promise<string | undefined> {
  for (let start = 0; start < size; start += STEP_BYTES) {
    const bytes = await files.read(name, start, STEP_BYTES);
    const bits = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
    for (let at = 0; at < bits.length; at++) {
      if (((bits[at] ?? 0) & EXPONENT) === EXPONENT) {
        return l10n.t("it has a value that is not finite, number {0}", start / 4 + at);
      }
    }
    await step();
  }
  return undefined;
}
