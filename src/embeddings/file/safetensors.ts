import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import { FileProblem } from "../store/fileProblem";
import { membersOf, valueOf, type Member } from "./jsonMembers";
import { atOnce, type Steps } from "../steps";

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

/** Dimensions that a message shows. */
const MOST_SIZES = 8;
/** Dimensions that a tensor may have; PyTorch and NumPy know no more. */
const MOST_DIMENSIONS = 64;
/** Bytes of what is told about one tensor. */
const MOST_ENTRY_BYTES = 1 << 14;
/** Bytes of one text of the metadata; trainers put whole logs there. */
const MOST_TEXT_BYTES = 1 << 24;

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
  F8_E8M0: 8,
  I64: 64,
  U64: 64,
  F64: 64,
  C64: 64,
};

/**
 * Bytes of the header's JSON.
 * @param bytes the first eight of the file
 * @param fileBytes size of the file
 * @throws {FileProblem} when no header of that length can be there
 */
export function headerLength(bytes: Uint8Array, fileBytes: number): number {
  if (bytes.length < LENGTH_BYTES) {
    throw new FileProblem((file) => l10n.t("{0} is too short for a safetensors file.", file));
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, LENGTH_BYTES);
  const length = view.getBigUint64(0, true);
  if (length > MOST_HEADER_BYTES) {
    // The same bytes the other way round may tell what went wrong.
    const swapped = view.getBigUint64(0, false);
    const isSwapped = swapped > 0 && LENGTH_BYTES + Number(swapped) <= fileBytes;
    throw new FileProblem((file) => {
      const claim = l10n.t(
        "{0} claims a header of {1} bytes; more than {2} are not allowed.",
        file,
        String(length),
        MOST_HEADER_BYTES,
      );
      if (!isSwapped) return claim;
      const hint = l10n.t(
        "A big-endian file would say {0}; safetensors files are little-endian.",
        String(swapped),
      );
      return `${claim} ${hint}`;
    });
  }
  if (LENGTH_BYTES + Number(length) > fileBytes) {
    const needed = LENGTH_BYTES + Number(length);
    throw new FileProblem((file) =>
      l10n.t(
        "{0} ends within its header: {1} bytes are there, {2} would be needed.",
        file,
        fileBytes,
        needed,
      ),
    );
  }
  return Number(length);
}

/**
 * Reads the header's JSON.
 * @param json its bytes, all of them
 * @param fileBytes size of the file
 * @returns the tensors in the order of their places
 * @throws {FileProblem} when it is no such header, has more of anything than is read, or speaks of
 *   bytes that the file has not, or twice of the same
 */
export function readHeader(json: Uint8Array, fileBytes: number): TensorEntry[] {
  return atOnce(headerSteps(json, fileBytes));
}

/** The same, with interruptions. */
export function* headerSteps(json: Uint8Array, fileBytes: number): Steps<TensorEntry[]> {
  const base = LENGTH_BYTES + json.length;
  const entries: TensorEntry[] = [];
  for (const member of membersOf(json, 0, json.length, noHeader)) {
    if (member === undefined) yield undefined;
    else if (member.key === "__metadata__") yield* checkMetadata(json, member);
    else entries.push(entryOf(member, json, base, fileBytes));
  }
  yield undefined;
  entries.sort((a, b) => a.start - b.start || a.end - b.end);
  yield undefined;
  entries.forEach((entry, at) => {
    const before = entries[at - 1];
    if (before !== undefined && entry.start < before.end) {
      throw new FileProblem((file) =>
        l10n.t(
          '{0} has overlapping tensors: "{1}" and "{2}".',
          file,
          foreign(before.name, 50),
          foreign(entry.name, 50),
        ),
      );
    }
  });
  return entries;
}

/**
 * Checks that the tensors fill the file without gaps, as the format wants it.
 * @param headerBytes bytes of the header's JSON
 * @throws {FileProblem} when they do not
 */
export function checkFilled(
  entries: readonly TensorEntry[],
  headerBytes: number,
  fileBytes: number,
): void {
  let end = LENGTH_BYTES + headerBytes;
  for (const entry of entries) {
    if (entry.start !== end) {
      const gap = entry.start - end;
      throw new FileProblem((file) =>
        l10n.t(
          '{0} has {1} bytes before "{2}" that belong to nothing.',
          file,
          gap,
          foreign(entry.name),
        ),
      );
    }
    end = entry.end;
  }
  if (end !== fileBytes) {
    const rest = fileBytes - end;
    throw new FileProblem((file) =>
      l10n.t(
        "{0} has {1} bytes after its last tensor: it is damaged, or two files in one.",
        file,
        rest,
      ),
    );
  }
}

/** What is wrong with a header that is no JSON, or begins with anything but `{`. */
export function noHeader(): FileProblem {
  return new FileProblem((file) => l10n.t("{0} has a header that is no JSON object.", file));
}

/** Texts by their names; nothing is made of them. */
function* checkMetadata(json: Uint8Array, { start, end }: Member): Steps<void> {
  const noTexts = (): FileProblem =>
    new FileProblem((file) =>
      l10n.t(
        "{0} has metadata that are no texts by name, or longer than {1} bytes.",
        file,
        MOST_TEXT_BYTES,
      ),
    );
  const isNull = end - start < MOST_ENTRY_BYTES && valueOf(json, { start, end }, noHeader) === null;
  if (isNull) return;
  for (const member of membersOf(json, start, end, noTexts)) {
    if (member === undefined) yield undefined;
    else if (member.end - member.start > MOST_TEXT_BYTES) throw noTexts();
    else if (typeof valueOf(json, member, noHeader) !== "string") throw noTexts();
  }
}

function entryOf(member: Member, json: Uint8Array, base: number, fileBytes: number): TensorEntry {
  const name = member.key;
  const unreadable = (): FileProblem =>
    new FileProblem((file) =>
      l10n.t('{0} describes tensor "{1}" in a way that cannot be read.', file, foreign(name)),
    );
  if (member.end - member.start > MOST_ENTRY_BYTES) throw unreadable();
  const value = valueOf(json, member, noHeader);
  const { dtype, shape, data_offsets: offsets } = (value ?? {}) as Record<string, unknown>;
  if (typeof dtype !== "string" || !areSizes(shape) || !areSizes(offsets) || offsets.length !== 2) {
    throw unreadable();
  }
  if (Object.keys(value as object).length !== member.members) {
    throw new FileProblem((file) =>
      l10n.t('{0} describes tensor "{1}" twice in one entry.', file, foreign(name)),
    );
  }
  if (shape.length > MOST_DIMENSIONS) {
    throw new FileProblem((file) =>
      l10n.t(
        '{0} gives tensor "{1}" {2} dimensions; at most {3} are read.',
        file,
        foreign(name),
        shape.length,
        MOST_DIMENSIONS,
      ),
    );
  }
  const [from, to] = offsets as [number, number];
  const start = base + from;
  const end = base + to;
  if (from > to || end > fileBytes) {
    throw new FileProblem((file) =>
      l10n.t(
        '{0} places tensor "{1}" at bytes {2} to {3}, but has {4} bytes.',
        file,
        foreign(name),
        start,
        end,
        fileBytes,
      ),
    );
  }
  const bits = Object.hasOwn(BITS, dtype) ? BITS[dtype] : undefined;
  const bytes = bits === undefined ? undefined : (countOf(shape) * bits) / 8;
  if (bytes !== undefined && bytes !== end - start) {
    throw new FileProblem((file) =>
      l10n.t(
        '{0} gives tensor "{1}" {2} bytes, but {3} takes {4}.',
        file,
        foreign(name),
        end - start,
        foreign(`${dtype} [${shape.slice(0, MOST_SIZES).join(", ")}]`),
        bytes > Number.MAX_SAFE_INTEGER ? l10n.t("more than any file has") : bytes,
      ),
    );
  }
  return { name, type: dtype, shape, start, end };
}

function areSizes(value: unknown): value is number[] {
  return (
    Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && Number(size) >= 0)
  );
}

/** Values of a tensor; beyond 2^53 only that they are too many, also where another size is 0. */
function countOf(shape: readonly number[]): number {
  let count = 1;
  for (const size of shape) {
    count *= size === 0 ? 1 : size;
    if (count > Number.MAX_SAFE_INTEGER) return Infinity;
  }
  return shape.includes(0) ? 0 : count;
}
