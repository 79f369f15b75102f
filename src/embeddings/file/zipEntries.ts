import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import { FileProblem } from "../store/fileProblem";
import type { NextStep } from "../steps";
import { readFully, type SourceFile } from "./sourceFile";

/** A file in a ZIP archive. */
export interface ZipEntry {
  readonly name: string;
  /** Whether its bytes lie there as they are, not packed. */
  readonly isStored: boolean;
  readonly bytes: number;
  /** Where its local header begins. */
  readonly header: number;
}

/*
 * Records of a ZIP archive, little-endian. Source: PKWARE's APPNOTE.TXT.
 */
const END = { signature: 0x0605_4b50, bytes: 22 };
const END_64_PLACE = { signature: 0x0706_4b50, bytes: 20 };
const END_64 = { signature: 0x0606_4b50, bytes: 56 };
const IN_DIRECTORY = { signature: 0x0201_4b50, bytes: 46 };
const LOCAL = { signature: 0x0403_4b50, bytes: 30 };
/** A comment of at most this many bytes may follow the last record. */
const MOST_COMMENT = 0xffff;
/** What stands where a number does not fit, and is in an extra field instead. */
const ELSEWHERE_32 = 0xffff_ffff;
const ELSEWHERE_16 = 0xffff;
/** Of the extra field that has it. */
const SIZES_64 = 1;
/** Bits of an entry's flags: it is encrypted. */
const ENCRYPTED = 1;

/** A checkpoint has an entry for each tensor. */
const MOST_ENTRIES = 1 << 17;
const MOST_DIRECTORY_BYTES = 1 << 26;
/** Entries looked at in one step. */
const STEP_ENTRIES = 5000;

/**
 * The files in a ZIP archive, in the order of its directory. Their bytes are not looked at.
 * @throws {FileProblem} when it is no archive, or damaged
 */
export async function zipEntries(file: SourceFile, step: NextStep): Promise<ZipEntry[]> {
  const { start, bytes, count } = await directoryOf(file);
  if (count > MOST_ENTRIES || bytes > MOST_DIRECTORY_BYTES) throw damageProblem();
  if (start + bytes > file.bytes) throw damageProblem();
  const directory = await readFully(file, start, bytes);
  const view = new DataView(directory.buffer, directory.byteOffset, directory.length);
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < count;) {
    if (at + IN_DIRECTORY.bytes > bytes) throw damageProblem();
    if (view.getUint32(at, true) !== IN_DIRECTORY.signature) throw damageProblem();
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) =>
      view.getUint16(at + field, true),
    ) as [number, number, number];
    const nameAt = at + IN_DIRECTORY.bytes;
    const extraAt = nameAt + nameBytes;
    const next = extraAt + extraBytes + commentBytes;
    if (next > bytes) throw damageProblem();
    const sizes = sizesOf(view, at, extraAt, extraBytes);
    const isPlain = (view.getUint16(at + 8, true) & ENCRYPTED) === 0;
    entries.push({
      name: textOf(directory.subarray(nameAt, extraAt)),
      isStored: isPlain && view.getUint16(at + 10, true) === 0 && sizes.packed === sizes.bytes,
      bytes: sizes.bytes,
      header: sizes.header,
    });
    at = next;
    if (entries.length % STEP_ENTRIES === 0) await step();
  }
  return entries;
}

/**
 * Where the bytes of a stored entry begin.
 * @throws {FileProblem} when it is not stored, or not all there
 */
export async function startOf(file: SourceFile, entry: ZipEntry): Promise<number> {
  const { name, isStored, bytes, header } = entry;
  if (!isStored) {
    throw new FileProblem((path) =>
      l10n.t('{0} has "{1}" compressed, where PyTorch stores it as it is.', path, foreign(name)),
    );
  }
  if (header + LOCAL.bytes > file.bytes) throw damageProblem();
  const local = await readFully(file, header, LOCAL.bytes);
  const view = new DataView(local.buffer, local.byteOffset, LOCAL.bytes);
  if (view.getUint32(0, true) !== LOCAL.signature) throw damageProblem();
  const start = header + LOCAL.bytes + view.getUint16(26, true) + view.getUint16(28, true);
  if (start + bytes > file.bytes) throw damageProblem();
  return start;
}

/** Where the directory is, by the archive's last record. */
async function directoryOf(
  file: SourceFile,
): Promise<{ readonly start: number; readonly bytes: number; readonly count: number }> {
  const from = Math.max(0, file.bytes - END.bytes - MOST_COMMENT);
  const tail = await readFully(file, from, file.bytes - from);
  const view = new DataView(tail.buffer, tail.byteOffset, tail.length);
  let at = tail.length - END.bytes;
  while (at >= 0 && view.getUint32(at, true) !== END.signature) at--;
  if (at < 0) throw damageProblem();
  const count = view.getUint16(at + 10, true);
  const bytes = view.getUint32(at + 12, true);
  const start = view.getUint32(at + 16, true);
  if (count !== ELSEWHERE_16 && bytes !== ELSEWHERE_32 && start !== ELSEWHERE_32) {
    return { start, bytes, count };
  }
  const place = at - END_64_PLACE.bytes;
  // As some write it, the numbers are what they are.
  if (place < 0 || view.getUint32(place, true) !== END_64_PLACE.signature) {
    return { start, bytes, count };
  }
  const end = numberAt(view, place + 8);
  if (end + END_64.bytes > file.bytes) throw damageProblem();
  const record = await readFully(file, end, END_64.bytes);
  const large = new DataView(record.buffer, record.byteOffset, END_64.bytes);
  if (large.getUint32(0, true) !== END_64.signature) throw damageProblem();
  return {
    count: numberAt(large, 32),
    bytes: numberAt(large, 40),
    start: numberAt(large, 48),
  };
}

/** Sizes and place of an entry, of which those that do not fit are in an extra field, in this order. */
function sizesOf(
  view: DataView,
  at: number,
  extraAt: number,
  extraBytes: number,
): { readonly bytes: number; readonly packed: number; readonly header: number } {
  const [packed, bytes, header] = [20, 24, 42].map((field) => view.getUint32(at + field, true)) as [
    number,
    number,
    number,
  ];
  const end = extraAt + extraBytes;
  let field = extraAt;
  let left = 0;
  for (; field + 4 <= end; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== SIZES_64) continue;
    left = Math.min(view.getUint16(field + 2, true), end - field - 4);
    break;
  }
  let next = field + 4;
  const large = (value: number): number => {
    if (value !== ELSEWHERE_32) return value;
    if (left < 8) throw damageProblem();
    left -= 8;
    next += 8;
    return numberAt(view, next - 8);
  };
  const whole = large(bytes);
  return { bytes: whole, packed: large(packed), header: large(header) };
}

function numberAt(view: DataView, at: number): number {
  const value = view.getBigUint64(at, true);
  if (value > Number.MAX_SAFE_INTEGER) throw damageProblem();
  return Number(value);
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function damageProblem(): FileProblem {
  return new FileProblem((file) =>
    l10n.t("{0} is a damaged ZIP archive. Fetch or save it again.", file),
  );
}
