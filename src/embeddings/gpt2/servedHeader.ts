import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import { GPT2_TABLES, type Gpt2Part } from "./gpt2Tables";
import type { RangeSource } from "./rangeSource";
import { FileProblem, problemOf } from "../store/fileProblem";
import { headerLength, LENGTH_BYTES, readHeader, type TensorEntry } from "../file/safetensors";
import type { Table, Tables } from "../table";
import { checkSetting } from "./weightsEndpoint";

/** GPT-2's header has about 14 KB, so that one request gets it. */
const FIRST_BYTES = 2 ** 16;
/** A header beyond this is of another model; nobody should wait for it. */
const MOST_HEADER_BYTES = 2 ** 20;

/** The header of one version of the server's file. */
export interface ServedHeader {
  /** All bytes before the first tensor. */
  readonly bytes: Uint8Array;
  readonly tensors: readonly TensorEntry[];
}

/**
 * Reads the header of a safetensors file, which its tensors have to fill.
 * @param read makes something of it; a FileProblem that it throws is told with the file's name
 * @throws as `RangeSource.read`
 * @throws {Error} when it is no such file, or nothing can be made of it
 */
export async function readServedHeader<T>(
  source: RangeSource,
  read: (header: ServedHeader, fileBytes: number) => T,
): Promise<T> {
  const { host } = source.url;
  let bytes = new Uint8Array(0);
  await readOnTo(FIRST_BYTES);
  const fileBytes = source.version?.bytes ?? 0;
  const length = namingFile(() => headerBytes(bytes, fileBytes));
  await readOnTo(LENGTH_BYTES + length);
  bytes = bytes.slice(0, LENGTH_BYTES + length);
  return namingFile(() => read({ bytes, tensors: tensorsOf(bytes, fileBytes) }, fileBytes));

  async function readOnTo(end: number): Promise<void> {
    await source.read(bytes.length, end, async (more) => {
      const joined = new Uint8Array(bytes.length + more.length);
      joined.set(bytes);
      joined.set(more, bytes.length);
      bytes = joined;
    });
  }

  function namingFile<U>(work: () => U): U {
    try {
      return work();
    } catch (error) {
      const file = l10n.t("model.safetensors on {0}", foreign(host));
      throw new Error(checkSetting(problemOf(file, error)), { cause: error });
    }
  }
}

/**
 * Where GPT-2's tables are.
 * @throws {FileProblem} when one is missing, or of another shape or type
 */
export function tableEntries(
  { tensors }: ServedHeader,
  tables: Tables = GPT2_TABLES,
): Readonly<Record<Gpt2Part, TensorEntry>> {
  return {
    wpe: tableOf("wpe", tables.position, tensors),
    wte: tableOf("wte", tables.token, tensors),
  };
}

function headerBytes(bytes: Uint8Array, fileBytes: number): number {
  const length = headerLength(bytes, fileBytes);
  if (length <= MOST_HEADER_BYTES) return length;
  throw new FileProblem((file) =>
    l10n.t("{0} has a header of {1} bytes, far more than GPT-2's.", file, length),
  );
}

function tensorsOf(bytes: Uint8Array, fileBytes: number): TensorEntry[] {
  const entries = readHeader(bytes.subarray(LENGTH_BYTES), fileBytes);
  const end = entries.at(-1)?.end ?? bytes.length;
  if (end !== fileBytes) {
    throw new FileProblem((file) =>
      l10n.t("{0} has {1} bytes, but its tensors end at byte {2}.", file, fileBytes, end),
    );
  }
  return entries;
}

function tableOf(part: Gpt2Part, { shape }: Table, entries: readonly TensorEntry[]): TensorEntry {
  const names = [`${part}.weight`, `transformer.${part}.weight`];
  const entry = entries.find(({ name }) => names.includes(name));
  if (entry === undefined) {
    throw new FileProblem((file) => l10n.t('{0} has no tensor "{1}".', file, `${part}.weight`));
  }
  const found = foreign(`${entry.type} [${entry.shape.join(", ")}]`);
  const expected = `F32 [${shape.join(", ")}]`;
  if (found === expected) return entry;
  throw new FileProblem((file) =>
    l10n.t('{0} has "{1}" as {2} instead of {3}.', file, entry.name, found, expected),
  );
}
