const NAMES: Readonly<Record<string, string>> = {
  " ": "space",
  "\n": "line end",
  "\r": "carriage return",
  "\t": "tab",
  "\u00a0": "no-break space",
  "\u200b": "zero-width space",
  "\ufeff": "byte order mark",
};

/** A token's text for the ear: what has no sound of its own is named, and counted where it repeats. */
export function spoken(text: string): string {
  return text
    .replace(/([\p{C}\p{Z}])\1*/gu, (run, character: string) => {
      // Inside an emoji a joiner is part of one visible sign.
      if (character === "\u200d" && text.length > 1) return run;
      const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
      const name = NAMES[character] ?? `U+${code}`;
      const times = run.length / character.length;
      return times === 1 ? ` ${name} ` : ` ${String(times)} times ${name} `;
    })
    .replace(/ {2,}/g, " ")
    .trim();
}
