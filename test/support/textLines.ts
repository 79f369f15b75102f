import type { Lines } from "../../src/views/highlights/stretches";

/** The lines of a text as VS Code cuts it. */
export function textLines(text: string): Lines {
  const starts = [
    0,
    ...Array.from(text.matchAll(/\r\n|\r|\n/g), (end) => end.index + end[0].length),
  ];
  return {
    count: starts.length,
    start: (line) => starts[line] as number,
    text: (line) => text.slice(starts[line], starts[line + 1]).replace(/[\r\n]+$/, ""),
  };
}
