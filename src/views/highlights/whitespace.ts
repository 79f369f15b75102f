/** Characters that are not seen by themselves, by what is drawn for them. */
export type Sign = "space" | "tab" | "noBreak" | "wide" | "invisible" | "control";

/** What the editor itself shows, so that it need not be shown twice. */
export interface EditorShows {
  readonly whitespace: boolean;
  readonly controls: boolean;
}

/** Code units from the first to the second, all with the same sign. */
type Units = readonly [first: number, last: number, sign: Sign];

const NEED_A_SIGN: readonly Units[] = [
  [0, 8, "control"],
  [9, 9, "tab"],
  [0xb, 0xc, "control"],
  [0xe, 0x1f, "control"],
  [0x20, 0x20, "space"],
  [0x7f, 0x9f, "control"],
  [0xa0, 0xa0, "noBreak"],
  // Soft hyphen, joiners, fillers, directions, separators, byte order mark.
  [0xad, 0xad, "invisible"],
  [0x34f, 0x34f, "invisible"],
  [0x61c, 0x61c, "invisible"],
  [0x115f, 0x1160, "invisible"],
  [0x1680, 0x1680, "wide"],
  [0x17b4, 0x17b5, "invisible"],
  [0x180b, 0x180e, "invisible"],
  [0x2000, 0x200a, "wide"],
  [0x200b, 0x200f, "invisible"],
  [0x2028, 0x202e, "invisible"],
  [0x202f, 0x202f, "noBreak"],
  [0x205f, 0x205f, "wide"],
  [0x2060, 0x206f, "invisible"],
  [0x3000, 0x3000, "wide"],
  [0x3164, 0x3164, "invisible"],
  [0xfeff, 0xfeff, "invisible"],
  [0xffa0, 0xffa0, "invisible"],
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
  found: (sign: Sign, at: number) => void,
): void {
  const end = Math.min(to, text.length);
  for (let at = from; at < end; at++) {
    const unit = text.charCodeAt(at);
    // Nearly all of most texts.
    if (unit > 0x20 && unit < 0x7f) continue;
    const sign = NEED_A_SIGN.find(([first, last]) => first <= unit && unit <= last)?.[2];
    if (sign === undefined) continue;
    if (shows.whitespace && (sign === "space" || sign === "tab")) continue;
    if (shows.controls && EDITOR_CONTROLS.some(([a, b]) => a <= unit && unit <= b)) {
      continue;
    }
    found(sign, at);
  }
}
