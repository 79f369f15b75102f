import * as l10n from "../../shared/base/l10n";
import { GPT2_POSITIONS, type ModelInfo } from "../../shared/values/vectors";
import { tableBytes, type Table, type Tables } from "../table";
import type { TableFiles } from "../store/tableFiles";
import { hasPart, type FilePart } from "./fileParts";
import { GPT2_PUBLISHED, type Gpt2Published } from "./gpt2Published";

/** GPT-2 small's position table and its token table, by the names they have in the checkpoint. */
export type Gpt2Part = "wpe" | "wte";

/** The files of GPT-2's own tables. */
export const GPT2_TABLES = {
  graph: "gpt2.onnx",
  token: { name: "gpt2.wte.f32", shape: [50257, 768] },
  position: {
    name: "gpt2.wpe.f32",
    shape: [GPT2_POSITIONS.contextLength, GPT2_POSITIONS.dimensions],
  },
} as const satisfies Tables;

export const GPT2_INFO: ModelInfo = {
  source: "gpt2",
  name: GPT2_POSITIONS.name,
  vocabularySize: GPT2_TABLES.token.shape[0],
  dimensions: GPT2_TABLES.token.shape[1],
  contextLength: GPT2_TABLES.position.shape[0],
};

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
  return tableBytes(gpt2Table(part));
}

export function gpt2FilePart(part: Gpt2Part): FilePart {
  return { name: part, table: gpt2Table(part) };
}

/** Whether a table is there, whole and verified. */
export async function hasGpt2Table(part: Gpt2Part, files: TableFiles): Promise<boolean> {
  return hasPart(gpt2FilePart(part), files);
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
  published: Gpt2Published = GPT2_PUBLISHED,
): Promise<string | undefined> {
  const size = await files.size(name);
  if (size !== gpt2TableBytes(part)) {
    return l10n.t("it has {0} bytes instead of {1}", size ?? 0, gpt2TableBytes(part));
  }
  if (part === "wpe") return wrongHash(await files.read(name, 0, size), published);
  return (await wrongValue(name, files, published)) ?? notFinite(name, size, files, step);
}

async function wrongHash(
  bytes: Uint8Array<ArrayBuffer>,
  { positionSha256 }: Gpt2Published,
): Promise<string | undefined> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = Array.from(digest, (each) => each.toString(16).padStart(2, "0")).join("");
  return hex === positionSha256
    ? undefined
    : l10n.t("it has the SHA-256 {0} instead of {1}", hex, positionSha256);
}

async function wrongValue(
  name: string,
  files: TableFiles,
  { tokenRows, tokenColumns }: Gpt2Published,
): Promise<string | undefined> {
  const width = GPT2_TABLES.token.shape[1];
  for (const [row, expected] of Object.entries(tokenRows)) {
    const bytes = await files.read(name, 4 * width * Number(row), 4 * width);
    const values = new Float32Array(bytes.buffer, bytes.byteOffset, width);
    for (const [at, column] of tokenColumns.entries()) {
      const [value = NaN, right = NaN] = [values[column], expected[at]];
      if (!(Math.abs(value - right) <= PRINTED_TO)) {
        return l10n.t(
          "it has {0} in row {1}, column {2}, where {3} belongs",
          value,
          row,
          column,
          right,
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
