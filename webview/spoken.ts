import * as l10n from "../src/shared/l10n";

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
export function spoken(text: string): string {
  return text
    .replace(/([\p{C}\p{Z}])\1*/gu, (run, character: string) => {
      // Inside an emoji a joiner is part of one visible sign.
      if (character === "\u200d" && text.length > 1) return run;
      const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
      const name = NAMES[character]?.() ?? `U+${code}`;
      const times = run.length / character.length;
      return times === 1 ? ` ${name} ` : ` ${l10n.t("{0} times {1}", times, name)} `;
    })
    .replace(/ {2,}/g, " ")
    .trim();
}
