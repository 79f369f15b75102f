import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as l10n from "@vscode/l10n";
import type { StringBundle } from "../../src/shared/base/strings";
import { root } from "../../.ci/support/folders";

/** A language that tells itself from English: each text in brackets, otherwise as it is. */
export function pseudoBundle(): StringBundle {
  const english = JSON.parse(
    readFileSync(join(root, "l10n", "bundle.l10n.json"), "utf8"),
  ) as StringBundle;
  return Object.fromEntries(Object.entries(english).map(([text]) => [text, `⟦${text}⟧`]));
}

/** What of a text stands outside the brackets: what no translation reaches. */
export function outsideBrackets(text: string): string {
  let rest = text;
  for (let before = ""; before !== rest;) {
    before = rest;
    rest = rest.replace(/⟦[^⟦⟧]*⟧/g, "");
  }
  return rest.trim();
}

/** Speaks English again. */
export function useEnglish(): void {
  l10n.config({ contents: {} });
}
