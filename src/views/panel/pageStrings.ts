import type { StringBundle } from "../../shared/base/strings";

/** An attribute that hands the page its strings, for the element that shows them; none in English. */
export function stringsAttribute(bundle: StringBundle | undefined): string {
  return bundle === undefined ? "" : ` data-strings="${escaped(JSON.stringify(bundle))}"`;
}

/** An attribute that hands the page how a person set it up before. */
export function keptAttribute(kept: Readonly<Record<string, string>>): string {
  return Object.keys(kept).length === 0 ? "" : ` data-kept="${escaped(JSON.stringify(kept))}"`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  '"': "&quot;",
  "<": "&lt;",
  ">": "&gt;",
};

function escaped(text: string): string {
  return text.replace(/[&"<>]/g, (character) => ENTITIES[character] ?? character);
}
