import { inkParts, type InkPart } from "../../src/shared/base/ink";
import * as l10n from "../../src/shared/base/l10n";
import { codeOf } from "../../src/shared/base/tokenLabel";

const NAMES: Readonly<Record<string, () => string>> = {
  " ": () => l10n.t("space"),
  "\n": () => l10n.t("line end"),
  "\r": () => l10n.t("carriage return"),
  "\t": () => l10n.t("tab"),
  "\u00a0": () => l10n.t("no-break space"),
  "\u200b": () => l10n.t("zero-width space"),
  "\ufeff": () => l10n.t("byte order mark"),
};

/** A token's text for the ear: what has no sound of its own is named, and counted where it repeats. */
export function spokenText(text: string): string {
  const words: string[] = [];
  const parts = inkParts(text);
  for (let at = 0; at < parts.length;) {
    const { text: part, kind } = parts[at] as InkPart;
    let next = at + 1;
    while (kind === "bare" && parts[next]?.text === part) next++;
    const times = next - at;
    const name = kind === "ink" ? part : nameOf(part);
    words.push(times === 1 ? name : l10n.t("{0} times {1}", times, name));
    at = next;
  }
  return words.join(" ");
}

function nameOf(characters: string): string {
  return NAMES[characters]?.() ?? Array.from(characters, (each) => `U+${codeOf(each)}`).join(" ");
}
