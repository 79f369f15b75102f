import type { IdType } from "../rules/setRules";

/** "MMIDIDX", then two zeros. */
export const MEGATRON_MAGIC = Uint8Array.of(0x4d, 0x4d, 0x49, 0x44, 0x49, 0x44, 0x58, 0, 0);
export const MEGATRON_VERSION = 1;
/** Codes of types in Megatron's `DType`. */
export const MEGATRON_TYPES: Readonly<Record<IdType, number>> = { uint16: 8, uint32: 4 };
/** Magic, version, type, number of sequences, length of the document index. */
export const MEGATRON_HEADER_BYTES = MEGATRON_MAGIC.length + 8 + 1 + 8 + 8;

export function megatronHeader(type: IdType, sequences: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(MEGATRON_HEADER_BYTES);
  bytes.set(MEGATRON_MAGIC);
  const view = new DataView(bytes.buffer);
  let at = MEGATRON_MAGIC.length;
  view.setBigUint64(at, BigInt(MEGATRON_VERSION), true);
  view.setUint8((at += 8), MEGATRON_TYPES[type]);
  view.setBigUint64((at += 1), BigInt(sequences), true);
  // It begins with 0 and has where each document ends.
  view.setBigUint64(at + 8, BigInt(sequences + 1), true);
  return bytes;
}
