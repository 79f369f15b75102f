import type { IdType } from "../rules/setRules";

/** Words of the header, each an int32. */
const LLMC_HEADER_WORDS = 256;
export const LLMC_HEADER_BYTES = 4 * LLMC_HEADER_WORDS;

/** Magic number and version by type, as llm.c's dev/data/data_common.py writes them. */
export const LLMC_KINDS: Readonly<Record<IdType, { magic: number; version: number }>> = {
  uint16: { magic: 20240520, version: 1 },
  uint32: { magic: 20240801, version: 7 },
};

/** No file says more: its count is an int32. */
export const MOST_LLMC_TOKENS = 2 ** 31 - 1;

export function llmcHeader(type: IdType, tokens: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(LLMC_HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  const { magic, version } = LLMC_KINDS[type];
  view.setInt32(0, magic, true);
  view.setInt32(4, version, true);
  view.setInt32(8, tokens, true);
  return bytes;
}
