import { html } from "lit";
import type { TemplateResult } from "lit";

/** Stands in a text for the one value that has markup: no text of a document or a language has it. */
export const HERE = "\u0001";

/** What stands before that place and after it. */
function aroundHere(text: string): readonly [before: string, after: string] {
  const [before = "", after = ""] = text.split(HERE);
  return [before, after];
}

/** A text with markup in that place, so that a language may put it where its sentence has it. */
export function withMarkup(text: string, value: TemplateResult): TemplateResult {
  const [before, after] = aroundHere(text);
  return html`${before}${value}${after}`;
}
