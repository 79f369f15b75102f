import type { EditorShows } from "../../settings/settings";
import { isBlank, isInSign } from "../../shared/base/ink";

/** Characters that are not seen by themselves, by what is drawn for them. */
export type Sign = "space" | "tab" | "noBreak" | "wide" | "invisible" | "control";

/** Code units from the first to the second, all with the same sign. */
type Units = readonly [first: number, last: number, sign: Sign];

/** Beside what every font may leave out. */
const NEED_A_SIGN: readonly Units[] = [
  [0, 8, "control"],
  [9, 9, "tab"],
  [0xb, 0xc, "control"],
  [0xe, 0x1f, "control"],
  [0x20, 0x20, "space"],
  [0x7f, 0x9f, "control"],
  [0xa0, 0xa0, "noBreak"],
  [0x1680, 0x1680, "wide"],
  [0x2000, 0x200a, "wide"],
  [0x2028, 0x2029, "invisible"],
  [0x202f, 0x202f, "noBreak"],
  [0x205f, 0x205f, "wide"],
  [0x2800, 0x2800, "wide"],
  [0x3000, 0x3000, "wide"],
];

/** Those that the editor draws as controls, when it does. */
const EDITOR_CONTROLS: readonly (readonly [first: number, last: number])[] = [
  [0, 8],
  [0xb, 0x1f],
  [0x7f, 0x7f],
  [0x61c, 0x61c],
  [0x200e, 0x200f],
  [0x202a, 0x202e],
  [0x2066, 0x2069],
];

/**
 * The characters of a line that need a sign.
 * @param from first code unit of the line that is looked at, `to` one past the last
 * @param found told of each with its sign and its place in the line
 */
export function findSigns(
  text: string,
  from: number,
  to: number,
  shows: EditorShows,
  found: (sign: Sign, at: number, units: number) => void,
): void {
  const end = Math.min(to, text.length);
  for (let at = from; at < end; at++) {
    const unit = text.charCodeAt(at);
    // Nearly all of most texts.
    if (unit > 0x20 && unit < 0x7f) continue;
    const units = isPair(text, at) ? 2 : 1;
    const sign = units === 1 ? signOf(unit) : signOfPair(text.slice(at, at + 2));
    const place = at;
    at += units - 1;
    if (sign === undefined) continue;
    if (shows.whitespace && (sign === "space" || sign === "tab")) continue;
    if (shows.controls && EDITOR_CONTROLS.some(([a, b]) => a <= unit && unit <= b)) continue;
    // Split from its joiners an emoji would fall to pieces.
    if (sign === "invisible" && isInSign(text, place)) continue;
    found(sign, place, units);
  }
}

function isPair(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
}

/** By code unit, what was found out: 0 for not yet, 1 for no sign, else a sign's place and 2. */
const known = new Uint8Array(0x1_0000);
const SIGNS: readonly Sign[] = ["space", "tab", "noBreak", "wide", "invisible", "control"];

function signOf(unit: number): Sign | undefined {
  if (known[unit] === 0) {
    const listed = NEED_A_SIGN.find(([first, last]) => first <= unit && unit <= last)?.[2];
    const sign = listed ?? (isBlank(String.fromCharCode(unit)) ? "invisible" : undefined);
    known[unit] = sign === undefined ? 1 : SIGNS.indexOf(sign) + 2;
  }
  return SIGNS[(known[unit] ?? 0) - 2];
}

function signOfPair(character: string): Sign | undefined {
  return isBlank(character) ? "invisible" : undefined;
}
