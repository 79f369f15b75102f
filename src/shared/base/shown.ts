import * as l10n from "./l10n";
import { codeOf } from "./tokenLabel";

/** UTF-16 code units of one foreign text in a message that may have three. */
const MOST = 80;
/** What a reader does not see, or what moves the signs around it. */
const HIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A text of a file, a name, a setting or a server as a message may hold it: cut in its middle where
 * it is long, in one line, with the codes of characters that cannot be seen.
 * @param most UTF-16 code units of the result
 */
export function foreign(text: string, most = MOST): string {
  return cut(
    cut(text, most).replace(HIDDEN, (character) => `[U+${codeOf(character)}]`),
    most,
  );
}

/** UTF-16 code units of a path, whose end tells most. */
const MOST_PATH = 140;

/** A file's path, or an address, likewise. */
export function foreignPath(path: string): string {
  return foreign(path, MOST_PATH);
}

/** UTF-16 code units of a whole message: a sentence of ours, with what it shows, is shorter. */
const MOST_MESSAGE = 1000;

/** A message that somebody else wrote, likewise, with its lines. */
export function foreignLines(message: string): string {
  return cut(message, MOST_MESSAGE)
    .split("\n")
    .map((line) => foreign(line, MOST_MESSAGE))
    .join("\n");
}

/** A value of any kind in a few words, which reads nothing of it that could throw. */
export function shownValue(value: unknown): string {
  switch (typeof value) {
    case "string":
      return `"${foreign(value, 40)}"`;
    case "number":
    case "boolean":
      return String(value);
    case "bigint":
      return l10n.t("a BigInt");
    case "symbol":
      return l10n.t("a symbol");
    case "undefined":
      return l10n.t("nothing");
    case "function":
      return l10n.t("a function");
    case "object":
      return objectText(value);
  }
}

function objectText(value: object | null): string {
  if (value === null) return "null";
  const name = className(value);
  if (name === "Array") return l10n.t("an array");
  return name === "Object" ? l10n.t("an object") : l10n.t("an object of type {0}", name);
}

/** Whether a value is an object that is no function, list or other thing with a class of its own. */
export function isPlainObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && className(value) === "Object";
}

/** "Float64Array", "Map", "Array"; "Object" also where it cannot be told. */
function className(value: object): string {
  try {
    const name = Object.prototype.toString.call(value).slice("[object ".length, -1);
    return /^[A-Z][A-Za-z0-9]{0,30}$/.test(name) ? name : "Object";
  } catch {
    // A proxy or a getter may refuse even that.
    return "Object";
  }
}

function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = Math.ceil((most - 1) / 2);
  const tail = most - 1 - head;
  // A pair of surrogates that is cut leaves a half that stands for nothing.
  const start = text.slice(0, head).replace(/[\ud800-\udbff]$/, "");
  const end = text.slice(text.length - tail).replace(/^[\udc00-\udfff]/, "");
  return `${start}…${end}`;
}
