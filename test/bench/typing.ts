import type { TokenDocument } from "../../src/tokens/document/tokenDocument";
import { seeded } from "../support/random";
import { texts } from "./texts";

/** Milliseconds of each typed character, the first ones left out. */
export function typeInto(document: TokenDocument, count = 5000): number[] {
  const random = seeded(5);
  const letters = "etaoin shrdlu(){};\n";
  const times: number[] = [];
  let at = 0;
  for (let version = 1; version <= count; version++) {
    // As a person types: some characters in one place, then elsewhere.
    at = version % 20 === 1 ? random(document.length) : at + 1;
    const typed = letters[random(letters.length)] ?? "e";
    const start = performance.now();
    document.edit(version, [{ start: at, end: at, text: typed }]);
    times.push(performance.now() - start);
  }
  return times.slice(count / 10);
}

/** Code of so many characters. */
export function codeOf(length: number): string {
  const code = texts["code"]?.() ?? "";
  return code.repeat(Math.ceil(length / code.length)).slice(0, length);
}
