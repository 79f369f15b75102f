import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** What a file imports of the project's own files. */
export interface FileImports {
  /** Of values. */
  readonly values: readonly string[];
  /** Of types alone, which are gone from the bundle. */
  readonly types: readonly string[];
  /** By `await import(…)`: loaded when it is needed first. */
  readonly later: readonly string[];
}

/** What each file of some folders imports. */
export function importsBelow(...folders: string[]): Map<string, FileImports> {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => normalize(join(folder, name))),
  );
  return new Map(files.map((file) => [file, importsOf(file, readFileSync(file, "utf8"))]));
}

function importsOf(file: string, source: string): FileImports {
  const found = { values: [] as string[], types: [] as string[], later: [] as string[] };
  const note = (list: string[], path: string): void => {
    const imported = `${normalize(join(dirname(file), path))}.ts`;
    if (existsSync(imported)) list.push(imported);
  };
  for (const [, what = "", path = ""] of source.matchAll(
    /^(?:import|export(?= (?:type )?[*{]))\b([^;]*?)["'](\.[^"']*)["']/gm,
  )) {
    note(what.startsWith(" type ") ? found.types : found.values, path);
  }
  for (const [, path = ""] of source.matchAll(/\bimport\(\s*(?:\/\*.*?\*\/\s*)?"(\.[^"]*)"/g)) {
    note(found.later, path);
  }
  return found;
}
