import { readFileSync } from "node:fs";
import { resolve } from "node:path";

export interface CodeBlock {
  readonly language: string;
  readonly code: string;
}

/** The fenced blocks of the README that name a language, in their order. */
export function readmeBlocks(root: string): CodeBlock[] {
  return [...readme(root).matchAll(/^```(\w+)\n([^]*?)^```$/gm)].map(
    ([, language = "", code = ""]) => ({ language, code }),
  );
}

/** The README's examples as a reader may follow them: one program, each block after the other. */
export function readmeProgram(root: string): string {
  return readmeBlocks(root)
    .filter(({ language }) => ["ts", "js"].includes(language))
    .map(({ code }) => code)
    .join("\n");
}

export function readme(root: string): string {
  return readFileSync(resolve(root, "README.md"), "utf8");
}
