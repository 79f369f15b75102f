import type { IdType } from "./setRules";

/** Ids of tokens, in the type that the vocabulary needs. */
export type Ids = Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

export function idsOf(type: IdType, length: number): Ids {
  return type === "uint16" ? new Uint16Array(length) : new Uint32Array(length);
}

/** Whether this machine writes the lowest byte of a number first, as every format here has it. */
const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Ids as little-endian bytes of a type. */
export function bytesOfIds(ids: Ids, type: IdType): Uint8Array<ArrayBuffer> {
  const isType = ids.BYTES_PER_ELEMENT === (type === "uint16" ? 2 : 4);
  const typed = isType ? ids : type === "uint16" ? Uint16Array.from(ids) : Uint32Array.from(ids);
  if (IS_LITTLE_ENDIAN) return new Uint8Array(typed.buffer, typed.byteOffset, typed.byteLength);
  const bytes = new Uint8Array(typed.byteLength);
  const view = new DataView(bytes.buffer);
  typed.forEach((id, at) => {
    if (type === "uint16") view.setUint16(2 * at, id, true);
    else view.setUint32(4 * at, id, true);
  });
  return bytes;
}

/** The way back, of bytes that need not lie at a multiple of the type's size. */
export function idsOfBytes(bytes: Uint8Array, type: IdType): Ids {
  const size = type === "uint16" ? 2 : 4;
  const ids = idsOf(type, Math.floor(bytes.length / size));
  if (IS_LITTLE_ENDIAN) {
    new Uint8Array(ids.buffer).set(bytes.subarray(0, ids.byteLength));
    return ids;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < ids.length; at++) {
    ids[at] = type === "uint16" ? view.getUint16(2 * at, true) : view.getUint32(4 * at, true);
  }
  return ids;
}
