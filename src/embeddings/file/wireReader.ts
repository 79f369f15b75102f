import * as l10n from "../../shared/base/l10n";
import { FileProblem } from "../store/fileProblem";
import type { FieldKind, Message } from "./onnxFields";
import { readFully, type SourceFile } from "./sourceFile";
import type { NextStep } from "../steps";

/** Encodings of protocol buffers: a varint, eight bytes, a length and as many bytes, four bytes. */
export const WIRE = { varint: 0, eight: 1, length: 2, four: 5 } as const;

/** The encodings that a field of each kind may have; of numbers each by itself, or all packed. */
const WIRES: Readonly<Record<FieldKind, readonly number[]>> = {
  varint: [WIRE.varint],
  varints: [WIRE.varint, WIRE.length],
  bytes: [WIRE.length],
  float: [WIRE.four],
  floats: [WIRE.four, WIRE.length],
  doubles: [WIRE.eight, WIRE.length],
};

/** The largest number of a field that there is. */
const MOST_NUMBER = 2 ** 29 - 1;
/** Bytes of a name or another short text. */
const MOST_TEXT = 4096;

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** One field of a message. */
export interface Field {
  readonly number: number;
  readonly wire: number;
  /** Of a varint; beyond 2^53 no longer exact. */
  readonly value: number;
  /** Bytes `[start, end)` of the file that hold it, without its tag and length. */
  readonly start: number;
  readonly end: number;
}

/** Bytes read ahead: many fields of a graph, little of a table that is passed over. */
const AHEAD = 1 << 16;
/** A tag and a varint of ten bytes each. */
const MOST_HEAD = 20;
/** More than any model has; a file of nothing but tiny fields would keep us for hours. */
const MOST_FIELDS = 20_000_000;
/** Fields walked in one step: some milliseconds' work. */
const STEP_FIELDS = 5000;

/**
 * Walks protocol buffers in a file by reading the heads of fields only, so that a model with
 * gigabytes of weights inside costs a few small reads. Its errors are
 * `FileProblem`s.
 */
export class WireReader {
  private ahead = new Uint8Array(0);
  private aheadStart = 0;
  private fieldsSeen = 0;

  /** @param step awaited between steps of some milliseconds */
  constructor(
    readonly file: SourceFile,
    private readonly step: NextStep,
  ) {}

  /**
   * Fields of a message, each of the kind that it has there.
   * @param of the message's field, or bytes `[start, end)` of the file
   */
  async *fields(
    { start, end }: Pick<Field, "start" | "end">,
    message: Message,
  ): AsyncGenerator<Field> {
    let at = start;
    while (at < end) {
      if (++this.fieldsSeen > MOST_FIELDS) throw tooManyParts();
      if (this.fieldsSeen % STEP_FIELDS === 0) await this.step();
      if (!this.holds(at, Math.min(MOST_HEAD, end - at))) await this.readAhead(at);
      const field = this.fieldAt(at, end);
      const kind = message[field.number];
      if (kind !== undefined && !WIRES[kind].includes(field.wire)) throw notProtobuf();
      yield field;
      at = field.end;
    }
  }

  /** Bytes of a field that is small by its meaning. */
  async bytes({ start, end }: Field, most = AHEAD): Promise<Uint8Array> {
    const length = end - start;
    if (length > most) {
      throw new FileProblem((file) =>
        l10n.t("{0} has a part of {1} bytes where a short one belongs.", file, length),
      );
    }
    if (!this.holds(start, length)) await this.readAhead(start);
    if (!this.holds(start, length)) return readFully(this.file, start, length);
    return this.ahead.subarray(start - this.aheadStart, end - this.aheadStart);
  }

  /** A short text. */
  async text(field: Field): Promise<string> {
    const bytes = await this.bytes(field, MOST_TEXT);
    try {
      return UTF8.decode(bytes);
    } catch {
      // What would stand for bytes that are no text is the same for all of them.
      throw notProtobuf();
    }
  }

  /** Whole numbers of a repeated field, of which this is one or all; few by their meaning. */
  async varints(field: Field): Promise<number[]> {
    if (field.wire === WIRE.varint) return [field.value];
    const bytes = await this.bytes(field);
    const values: number[] = [];
    for (let at = 0; at < bytes.length;) {
      const { value, next } = varintAt(bytes, at);
      values.push(value);
      at = next;
    }
    return values;
  }

  /** How many values a repeated field has, of which this is one or all. */
  async count(field: Field, kind: "varints" | "floats"): Promise<number> {
    if (field.wire !== WIRE.length) return 1;
    if (kind === "floats") return Math.floor((field.end - field.start) / 4);
    let count = 0;
    for (let start = field.start; start < field.end; start += AHEAD) {
      const bytes = await readFully(this.file, start, Math.min(AHEAD, field.end - start));
      for (const byte of bytes) if (byte < 0x80) count++;
      await this.step();
    }
    return count;
  }

  private fieldAt(at: number, end: number): Field {
    const base = this.aheadStart;
    const tag = varintAt(this.ahead, at - base);
    const number = Math.floor(tag.value / 8);
    const wire = tag.value % 8;
    if (number === 0 || number > MOST_NUMBER) throw notProtobuf();
    let start = base + tag.next;
    let value = 0;
    let length: number;
    if (wire === WIRE.varint || wire === WIRE.length) {
      const varint = varintAt(this.ahead, tag.next);
      value = varint.value;
      length = wire === WIRE.varint ? varint.next - tag.next : value;
      if (wire === WIRE.length) start = base + varint.next;
    } else if (wire === WIRE.eight) length = 8;
    else if (wire === WIRE.four) length = 4;
    else throw notProtobuf();
    if (start + length > end) {
      throw new FileProblem((file) =>
        l10n.t("{0} ends within a part of {1} bytes, or is not ONNX at all.", file, length),
      );
    }
    return { number, wire, value, start, end: start + length };
  }

  private holds(start: number, length: number): boolean {
    const from = start - this.aheadStart;
    return from >= 0 && from + length <= this.ahead.length;
  }

  private async readAhead(start: number): Promise<void> {
    this.ahead = await this.file.read(start, AHEAD);
    this.aheadStart = start;
  }
}

/** A whole number of up to ten bytes, seven bits in each, the lowest first. */
function varintAt(bytes: Uint8Array, start: number): { value: number; next: number } {
  let value = 0;
  for (let at = start, unit = 1; at < start + 10; at++, unit *= 128) {
    const byte = bytes[at];
    if (byte === undefined) throw notProtobuf();
    value += (byte & 0x7f) * unit;
    if (byte < 0x80) return { value, next: at + 1 };
  }
  throw notProtobuf();
}

export function notProtobuf(): FileProblem {
  return new FileProblem((file) => l10n.t("{0} is damaged, or not ONNX at all.", file));
}

export function tooManyParts(): FileProblem {
  return new FileProblem((file) => l10n.t("{0} has too many parts for a model.", file));
}
