/**
 * The header of a safetensors file: eight bytes of its length, little-endian, then JSON that tells
 * each tensor's type, shape and place. Source: the format's description in
 * huggingface/safetensors.
 */
export interface TensorEntry {
  readonly name: string;
  /** As the file has it, e.g. "F32". */
  readonly type: string;
  readonly shape: readonly number[];
  /** Bytes `[start, end)` of the file. */
  readonly start: number;
  readonly end: number;
}

/** Bytes before the JSON. */
export const LENGTH_BYTES = 8;
/** The format's own limit. */
const MOST_HEADER_BYTES = 100_000_000;

/** Bits of one value by type; an entry of another type is kept, its size unchecked. */
const BITS: Readonly<Record<string, number>> = {
  BOOL: 8,
  U8: 8,
  I8: 8,
  F8_E5M2: 8,
  F8_E4M3: 8,
  I16: 16,
  U16: 16,
  F16: 16,
  BF16: 16,
  I32: 32,
  U32: 32,
  F32: 32,
  I64: 64,
  U64: 64,
  F64: 64,
};

/**
 * Bytes of the header's JSON.
 * @param bytes the first eight of the file
 * @param fileBytes size of the file
 * @throws {Error} when no header of that length can be there; the message is a reason that follows
 *   the name of the file
 */
export function headerLength(bytes: Uint8Array, fileBytes: number): number {
  if (bytes.length < LENGTH_BYTES) throw new Error("is too short for a safetensors file");
  const view = new DataView(bytes.buffer, bytes.byteOffset, LENGTH_BYTES);
  const length = view.getBigUint64(0, true);
  if (length > MOST_HEADER_BYTES) {
    // The same bytes the other way round may tell what went wrong.
    const swapped = view.getBigUint64(0, false);
    const isSwapped = swapped > 0 && LENGTH_BYTES + Number(swapped) <= fileBytes;
    throw new Error(
      `claims a header of ${String(length)} bytes; more than ${MOST_HEADER_BYTES} are not allowed` +
        (isSwapped
          ? `. A big-endian file would say ${String(swapped)}; safetensors files are little-endian`
          : ""),
    );
  }
  if (LENGTH_BYTES + Number(length) > fileBytes) {
    throw new Error(
      `ends within its header: ${fileBytes} bytes are there, ${LENGTH_BYTES + Number(length)} would be needed`,
    );
  }
  return Number(length);
}

/**
 * Reads the header's JSON.
 * @param json its bytes, all of them
 * @param fileBytes size of the file
 * @returns the tensors in the order of their places
 * @throws {Error} when it is no such header or speaks of bytes that the file has not, or twice of
 *   the same; the message is a reason that follows the name of the file
 */
export function readHeader(json: Uint8Array, fileBytes: number): TensorEntry[] {
  const header = parsed(json);
  const base = LENGTH_BYTES + json.length;
  const entries = Object.entries(header)
    .filter(([name]) => name !== "__metadata__")
    .map(([name, value]) => entryOf(name, value, base, fileBytes))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  entries.forEach((entry, at) => {
    const before = entries[at - 1];
    if (before !== undefined && entry.start < before.end) {
      throw new Error(`has overlapping tensors: "${before.name}" and "${entry.name}"`);
    }
  });
  return entries;
}

/**
 * Checks that the tensors fill the file without gaps, as the format wants it.
 * @param headerBytes bytes of the header's JSON
 * @throws {Error} when they do not; the message is a reason that follows the name of the file
 */
export function checkFilled(
  entries: readonly TensorEntry[],
  headerBytes: number,
  fileBytes: number,
): void {
  let end = LENGTH_BYTES + headerBytes;
  for (const entry of entries) {
    if (entry.start !== end) {
      throw new Error(
        `has ${entry.start - end} bytes before "${entry.name}" that belong to nothing`,
      );
    }
    end = entry.end;
  }
  if (end !== fileBytes) {
    throw new Error(
      `has ${fileBytes - end} bytes after its last tensor: it is damaged, or two files in one`,
    );
  }
}

function parsed(json: Uint8Array): object {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(json));
  } catch {
    throw new Error("has a header that is no JSON");
  }
  if (typeof header !== "object" || header === null || Array.isArray(header)) {
    throw new Error("has a header that is no JSON object");
  }
  return header;
}

function entryOf(name: string, value: unknown, base: number, fileBytes: number): TensorEntry {
  const { dtype, shape, data_offsets: offsets } = (value ?? {}) as Record<string, unknown>;
  if (typeof dtype !== "string" || !areSizes(shape) || !areSizes(offsets) || offsets.length !== 2) {
    throw new Error(`describes tensor "${name}" in a way that cannot be read`);
  }
  const [from, to] = offsets as [number, number];
  const start = base + from;
  const end = base + to;
  if (from > to || end > fileBytes) {
    throw new Error(
      `places tensor "${name}" at bytes ${start} to ${end}, but has ${fileBytes} bytes`,
    );
  }
  const bits = BITS[dtype];
  const bytes = shape.reduce((product, size) => product * size, (bits ?? 0) / 8);
  if (bits !== undefined && bytes !== end - start) {
    throw new Error(
      `gives tensor "${name}" ${end - start} bytes, but ${dtype} [${shape.join(", ")}] takes ${bytes}`,
    );
  }
  return { name, type: dtype, shape, start, end };
}

function areSizes(value: unknown): value is number[] {
  return (
    Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && Number(size) >= 0)
  );
}
