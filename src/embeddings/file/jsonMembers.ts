import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import { FileProblem } from "../store/fileProblem";
import type { Steps } from "../steps";

/** One member of a JSON object that lies in bytes. */
export interface Member {
  readonly key: string;
  /** Bytes `[start, end)` that hold the value and nothing but white space beside it. */
  readonly start: number;
  readonly end: number;
  /** Members of the value, one that stands twice counted twice; 0 where it is no object. */
  readonly members: number;
}

/** Lists and objects within one another; a model file has three. */
const MOST_DEPTH = 16;
/** Names are much shorter. */
const MOST_KEY_BYTES = 4096;
/** The largest model files hold some tens of thousands of tensors, the largest indices more. */
export const MOST_MEMBERS = 1 << 17;
/** Bytes looked at in one step: some milliseconds' work. */
const STEP_BYTES = 1 << 21;
const STEP_MEMBERS = 1000;

const [SPACE, TAB, LINE, RETURN] = [0x20, 0x09, 0x0a, 0x0d];
const [QUOTE, BACKSLASH, COLON, COMMA] = [0x22, 0x5c, 0x3a, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN, CLOSE] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * The members of a JSON object, in the order in which they stand, without parsing their values:
 * what a file claims is measured before anything is made of it. Between two steps it yields nothing.
 * @param json UTF-8
 * @param noObject what is wrong where there is no such object
 * @param most members that are read
 * @throws {FileProblem} also when a key stands twice, however it is escaped, or there is too much of
 *   anything
 */
export function* membersOf(
  json: Uint8Array,
  start: number,
  end: number,
  noObject: () => FileProblem,
  most = MOST_MEMBERS,
): Generator<Member | undefined, void> {
  const keys = new Set<string>();
  let at = afterSpace(json, start, end);
  if (json[at] !== OPEN) throw noObject();
  at = afterSpace(json, at + 1, end);
  // After a comma another member has to come.
  for (let isOver = json[at] === CLOSE; !isOver;) {
    if (at >= end || json[at] !== QUOTE) throw noObject();
    const keyEnd = afterText(json, at, end);
    const key = keyOf(json, at, keyEnd, noObject);
    if (keys.has(key)) throw twice(key);
    if (keys.add(key).size > most) throw tooMany(most);
    at = afterSpace(json, keyEnd, end);
    if (at >= end || json[at] !== COLON) throw noObject();
    const value = yield* scan(json, at + 1, end);
    if (value.end >= end) throw noObject();
    yield { key, start: at + 1, ...value };
    if (keys.size % STEP_MEMBERS === 0) yield undefined;
    at = value.end;
    isOver = json[at] === CLOSE;
    if (isOver) continue;
    if (json[at] !== COMMA) throw noObject();
    at = afterSpace(json, at + 1, end);
  }
  if (at >= end || afterSpace(json, at + 1, end) !== end) throw noObject();
}

/** Where a value ends at the comma or bracket behind it, and how many members it has. */
function* scan(
  json: Uint8Array,
  start: number,
  end: number,
): Steps<Pick<Member, "end" | "members">> {
  let depth = 0;
  let members = 0;
  let stepEnd = start + STEP_BYTES;
  let at = start;
  for (; at < end; at++) {
    const byte = json[at];
    if (byte === QUOTE) at = afterText(json, at, end) - 1;
    else if (byte === OPEN || byte === OPEN_LIST) {
      if (++depth > MOST_DEPTH) throw tooDeep();
    } else if (byte === CLOSE || byte === CLOSE_LIST) {
      if (--depth < 0) break;
    } else if (byte === COMMA && depth === 0) break;
    else if (byte === COLON && depth === 1) members++;
    if (at >= stepEnd) {
      stepEnd = at + STEP_BYTES;
      yield undefined;
    }
  }
  return { end: at, members };
}

/**
 * A value of few bytes, parsed.
 * @throws {FileProblem} when it is no JSON
 */
export function valueOf(
  json: Uint8Array,
  { start, end }: Pick<Member, "start" | "end">,
  noJson: () => FileProblem,
): unknown {
  try {
    return JSON.parse(UTF8.decode(json.subarray(start, end)));
  } catch {
    throw noJson();
  }
}

/** A byte order mark is no white space of JSON. */
const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function keyOf(json: Uint8Array, start: number, end: number, noObject: () => FileProblem): string {
  if (end - start > MOST_KEY_BYTES) throw tooLong(json, start, end);
  return String(valueOf(json, { start, end }, noObject));
}

function afterSpace(json: Uint8Array, start: number, end: number): number {
  let at = start;
  for (; at < end; at++) {
    const byte = json[at];
    if (byte !== SPACE && byte !== TAB && byte !== LINE && byte !== RETURN) break;
  }
  return at;
}

/** Where a text that begins with a quote ends, or the end where it does not. */
function afterText(json: Uint8Array, start: number, end: number): number {
  for (let at = start + 1; at < end; at++) {
    const byte = json[at];
    if (byte === QUOTE) return at + 1;
    if (byte === BACKSLASH) at++;
  }
  return end;
}

function twice(key: string): FileProblem {
  return new FileProblem((file) =>
    l10n.t('{0} names "{1}" twice, which its format forbids.', file, foreign(key)),
  );
}

function tooMany(most: number): FileProblem {
  return new FileProblem((file) =>
    l10n.t("{0} names more than {1} tensors, which is more than is read.", file, most),
  );
}

function tooDeep(): FileProblem {
  return new FileProblem((file) =>
    l10n.t(
      "{0} has lists within lists, more than {1} deep, where a model's header has few.",
      file,
      MOST_DEPTH,
    ),
  );
}

function tooLong(json: Uint8Array, start: number, end: number): FileProblem {
  const first = new TextDecoder().decode(json.subarray(start + 1, start + 121));
  return new FileProblem((file) =>
    l10n.t(
      '{0} has a name of {1} bytes; at most {2} are read. It begins with "{3}".',
      file,
      end - start - 2,
      MOST_KEY_BYTES,
      foreign(first, 60),
    ),
  );
}
