import { readFileSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";

/**
 * Reads the source map at the end of a bundle; answers a function that gives a stack trace the lines
 * of the sources. VS Code writes stack traces itself, so that Node's own mapping does not see them.
 */
export function sourceLines(bundle: string): (stack: string) => string {
  const encoded = /\/\/# sourceMappingURL=data:[^,]*;base64,(\S+)\s*$/.exec(
    readFileSync(bundle, "utf8"),
  )?.[1];
  if (encoded === undefined) return (stack) => stack;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const map = new SourceMap(JSON.parse(text) as SourceMapPayload);
  return (stack) =>
    stack.replaceAll(/\(?(\S+):(\d+):(\d+)\)?/g, (place, file: string, line, column) => {
      if (!file.endsWith(bundle)) return place;
      // A source map counts from 0, a stack trace from 1.
      const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
      if (!("originalSource" in entry)) return place;
      const path = entry.originalSource.replace(/^webpack:\/\/[^/]*\//, "");
      return `(${path}:${String(entry.originalLine + 1)}:${String(entry.originalColumn + 1)})`;
    });
}
