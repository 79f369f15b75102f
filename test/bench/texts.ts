import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../.ci/support/folders";
import { seeded } from "../support/random";

const modules = join(root, "node_modules");
const read = (name: string): string => readFileSync(join(modules, name), "utf8");
const MEGABYTE = 1_000_000;

/** Texts to time a tokenizer with: made here, or taken from packages that are installed anyway. */
export const texts: Readonly<Record<string, () => string>> = {
  code: () => read("typescript/lib/typescript.js").slice(0, 4 * MEGABYTE),
  minified: () => read("terser/dist/bundle.min.js").slice(0, MEGABYTE),
  prose: () => prose().slice(0, 2 * MEGABYTE),
  CJK: () =>
    ["ja", "ko", "zh-cn", "zh-tw"]
      .map((language) => read(`typescript/lib/${language}/diagnosticMessages.generated.json`))
      .join("")
      // Keep the sentences, leave out the keys and the brackets of the format.
      .replace(/[^\u0080-\uffff]{6,}/g, " "),
  "random bytes": () => {
    const random = seeded(1);
    return Buffer.from(Array.from({ length: MEGABYTE }, () => random(256))).toString("latin1");
  },
};

/** Single pieces, and what makes a naive merge quadratic. One megabyte each. */
export const longTexts: Readonly<Record<string, () => string>> = {
  "a × 1 MB": () => "a".repeat(MEGABYTE),
  "- × 1 MB": () => "-".repeat(MEGABYTE),
  base64: () => {
    const random = seeded(2);
    return Buffer.from(Array.from({ length: 0.75 * MEGABYTE }, () => random(256))).toString(
      "base64",
    );
  },
  "CJK run": () => {
    const random = seeded(3);
    const units = Array.from({ length: MEGABYTE / 3 }, () => 0x4e00 + random(0x51a5));
    return Buffer.from(Uint16Array.from(units).buffer).toString("utf16le");
  },
  identifiers: () => {
    const random = seeded(4);
    const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    return Array.from({ length: MEGABYTE }, () => letters[random(letters.length)]).join("");
  },
};

/** The running text of the documents that packages bring, without their code and addresses. */
function prose(): string {
  const found: string[] = [];
  const visit = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (/^[\w.-]+\.md$/i.test(entry.name)) {
        found.push(readFileSync(path, "utf8"));
      }
    }
  };
  visit(modules);
  const paragraphs = found
    .join("\n\n")
    .replace(/\r/g, "")
    .replace(/```[\s\S]*?```/g, "")
    .split(/\n{2,}/)
    .filter(isRunningText);
  return [...new Set(paragraphs)].join("\n\n");
}

function isRunningText(text: string): boolean {
  const letters = text.match(/[A-Za-z ]/g)?.length ?? 0;
  return text.length > 60 && letters > 0.85 * text.length;
}
