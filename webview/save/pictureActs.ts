import type { PictureAct } from "./picture";

/** Whether the keyboard has ⌘, which takes the place of Ctrl. */
const IS_MAC = /mac/i.test(globalThis.navigator.platform);

interface ShownKey {
  readonly shown: string;
  readonly aria: string;
}

/**
 * Rows and matrices have plain letters: Ctrl+Shift+C and Ctrl+Alt+C are commands of VS Code, which
 * would run as well (a terminal opens, a path is copied).
 */
export const KEYS: Readonly<Record<PictureAct, ShownKey>> = {
  value: IS_MAC ? { shown: "⌘C", aria: "Meta+C" } : { shown: "Ctrl+C", aria: "Control+C" },
  row: { shown: "R", aria: "R" },
  matrix: { shown: "M", aria: "M" },
  python: { shown: "T", aria: "T" },
  png: { shown: "P", aria: "P" },
  svg: { shown: "S", aria: "S" },
};

const LETTERS: Readonly<Record<string, PictureAct>> = {
  r: "row",
  m: "matrix",
  t: "python",
  p: "png",
  s: "svg",
};

/** What a letter asks of a picture that has the focus. Ctrl+C comes as the browser's own event. */
export function actOfKey(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">,
): PictureAct | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  return LETTERS[event.key.toLowerCase()];
}
