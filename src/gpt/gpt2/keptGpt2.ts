import * as l10n from "../../shared/base/l10n";
import { megabytesText } from "../../shared/base/numbers";
import { LENGTH_BYTES, readHeader } from "../../embeddings/file/safetensors";
import { hasPart, originName, removePart } from "../../embeddings/gpt2/fileParts";
import type { TableFiles } from "../../embeddings/store/tableFiles";
import { isKept, writeSums } from "../../embeddings/store/tableSums";
import { noPause, type NextStep } from "../../embeddings/steps";
import { costProblem } from "../parameters/cost";
import type { WholeTables } from "../parameters/wholeTables";
import { gpt2Layout, type Gpt2Layout } from "./gpt2Layout";
import { WHOLE_GPT2, type WholeGpt2 } from "./wholeGpt2";

/** Keeps the bytes of `model.safetensors` before its first tensor. */
export const HEADER_NAME = "gpt2.header";

/** What is to be known before all of GPT-2 is fetched. */
export interface Gpt2Cost {
  readonly isThere: boolean;
  /** Of the server's file. */
  readonly bytes: number;
  /** Those that are still to be fetched. */
  readonly missing: number;
  /** Free disk space, where that is known. */
  readonly free: number | undefined;
  /** Why it cannot be had here, and what to do. */
  readonly problem: string | undefined;
}

/** How what is kept of GPT-2 lies in the server's file; undefined where nobody knows yet. */
export async function keptLayout(
  files: TableFiles,
  bytes: number,
  gpt2: Pick<WholeGpt2, "pair" | "heads"> = WHOLE_GPT2,
): Promise<Gpt2Layout | undefined> {
  const size = await files.size(HEADER_NAME);
  if (size === undefined || size <= LENGTH_BYTES) return undefined;
  try {
    const header = await files.read(HEADER_NAME, 0, size);
    const tensors = readHeader(header.subarray(LENGTH_BYTES), bytes);
    return gpt2Layout({ bytes: header, tensors }, gpt2);
  } catch {
    // Whoever fetches the rest gets it again.
    return undefined;
  }
}

/** All of GPT-2 where it is kept and verified. */
export async function keptGpt2(
  files: TableFiles,
  gpt2: WholeGpt2 = WHOLE_GPT2,
): Promise<WholeTables | undefined> {
  const layout = await keptLayout(files, gpt2.published.file.bytes, gpt2);
  if (layout === undefined) return undefined;
  for (const part of layout.parts) {
    if (!(await hasPart(part, files)) || !(await isKept(part.table, files))) return undefined;
  }
  const { pair } = gpt2;
  const others = layout.parts
    .map(({ table }) => table)
    .filter((table) => table !== pair.token && table !== pair.position);
  return { tables: { ...pair, others }, parameters: layout.parameters };
}

/** @param memory bytes that the machine has, or undefined where nobody knows */
export async function gpt2Cost(
  files: TableFiles,
  memory: number | undefined,
  gpt2: WholeGpt2 = WHOLE_GPT2,
): Promise<Gpt2Cost> {
  const { bytes } = gpt2.published.file;
  const isThere = (await keptGpt2(files, gpt2)) !== undefined;
  const kept = (await files.list()).filter(({ name }) =>
    /^gpt2\.(header|.*\.f32(\.part)?)$/.test(name),
  );
  const received = kept.reduce((sum, each) => sum + each.bytes, 0);
  const missing = isThere ? 0 : Math.max(0, bytes - received);
  const free = await files.free();
  const problem =
    notHere(files, gpt2) ?? costProblem(gpt2.info.name, bytes, missing, { memory, free });
  return { isThere, bytes, missing, free, problem };
}

/** Why all of GPT-2 cannot be where tables are kept, as a sentence. */
export function notHere(files: TableFiles, { published }: WholeGpt2): string | undefined {
  if (files.hashOf !== undefined) return undefined;
  return l10n.t(
    "All of GPT-2, {0}, is more than a browser keeps and computes with. Use Tokenscope in VS Code on a computer for it, or its two tables here.",
    megabytesText(published.file.bytes),
  );
}

/**
 * Compares what is kept with the published SHA-256 of the whole file, and keeps nothing but the position
 * table, which has a hash of its own, where it is another.
 * @param step awaited between steps of a few milliseconds; what it throws ends the work
 * @returns why it is not GPT-2, words that go on in a sentence; undefined where it is
 */
export async function verifyGpt2(
  files: TableFiles,
  gpt2: WholeGpt2 = WHOLE_GPT2,
  step: NextStep = noPause,
): Promise<string | undefined> {
  const { bytes, sha256 } = gpt2.published.file;
  const layout = await keptLayout(files, bytes, gpt2);
  const parts = layout?.parts ?? [];
  const names = parts.map(({ table }) => table.name);
  const hash = await files.hashOf?.([HEADER_NAME, ...names], step);
  const isRight = layout !== undefined && hash === sha256;
  for (const part of parts) {
    if (!isRight) {
      if (part.table !== gpt2.pair.position) await removePart(part, files);
    } else if (!(await isKept(part.table, files))) {
      // It came by hand, or from an older version.
      await writeSums(part.table.name, files, step);
    }
    await files.remove(originName(part));
  }
  if (isRight) return undefined;
  await files.remove(HEADER_NAME);
  return l10n.t("it has the SHA-256 {0} instead of {1}", hash ?? "", sha256);
}
