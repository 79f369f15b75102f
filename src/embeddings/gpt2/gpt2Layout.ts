import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import { gpt2Table, type Gpt2Part } from "./gpt2Tables";
import type { RangeSource } from "./rangeSource";
import { FileProblem, problemOf } from "../store/fileProblem";
import { headerLength, LENGTH_BYTES, readHeader, type TensorEntry } from "../file/safetensors";
import { checkSetting } from "./weightsEndpoint";

/** Where the two tables are in one version of the server's file. */
export interface Layout {
  readonly source: RangeSource;
  readonly tables: Readonly<Record<Gpt2Part, TensorEntry>>;
}

/** GPT-2's header has about 14 KB, so that one request gets it. */
const FIRST_BYTES = 2 ** 16;
/** A header beyond this is of another model; nobody should wait for it. */
const MOST_HEADER_BYTES = 2 ** 20;

/**
 * Reads where a safetensors file has GPT-2's tables.
 * @throws as `RangeSource.read`
 * @throws {Error} when it is no such file or has not these tables
 */
export async function readLayout(source: RangeSource): Promise<Layout> {
  const { host } = source.url;
  let bytes = new Uint8Array(0);
  await readOnTo(FIRST_BYTES);
  const fileBytes = source.version?.bytes ?? 0;
  const length = namingFile(() => headerBytes(bytes, fileBytes));
  await readOnTo(LENGTH_BYTES + length);
  const json = bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
  return { source, tables: namingFile(() => tablesOf(json, fileBytes)) };

  async function readOnTo(end: number): Promise<void> {
    await source.read(bytes.length, end, async (more) => {
      const joined = new Uint8Array(bytes.length + more.length);
      joined.set(bytes);
      joined.set(more, bytes.length);
      bytes = joined;
    });
  }

  function namingFile<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      const file = l10n.t("model.safetensors on {0}", foreign(host));
      throw new Error(checkSetting(problemOf(file, error)), { cause: error });
    }
  }
}

function headerBytes(bytes: Uint8Array, fileBytes: number): number {
  const length = headerLength(bytes, fileBytes);
  if (length <= MOST_HEADER_BYTES) return length;
  throw new FileProblem((file) =>
    l10n.t("{0} has a header of {1} bytes, far more than GPT-2's.", file, length),
  );
}

function tablesOf(json: Uint8Array, fileBytes: number): Layout["tables"] {
  const entries = readHeader(json, fileBytes);
  const end = entries.at(-1)?.end ?? LENGTH_BYTES + json.length;
  if (end !== fileBytes) {
    throw new FileProblem((file) =>
      l10n.t("{0} has {1} bytes, but its tensors end at byte {2}.", file, fileBytes, end),
    );
  }
  return { wpe: tableOf("wpe", entries), wte: tableOf("wte", entries) };
}

function tableOf(part: Gpt2Part, entries: readonly TensorEntry[]): TensorEntry {
  const names = [`${part}.weight`, `transformer.${part}.weight`];
  const entry = entries.find(({ name }) => names.includes(name));
  if (entry === undefined) {
    throw new FileProblem((file) => l10n.t('{0} has no tensor "{1}".', file, `${part}.weight`));
  }
  const found = foreign(`${entry.type} [${entry.shape.join(", ")}]`);
  const expected = `F32 [${gpt2Table(part).shape.join(", ")}]`;
  if (found === expected) return entry;
  throw new FileProblem((file) =>
    l10n.t('{0} has "{1}" as {2} instead of {3}.', file, entry.name, found, expected),
  );
}
