import * as l10n from "../../shared/base/l10n";
import { foreignPath } from "../../shared/base/shown";
import { charactersText, bytesText } from "../../shared/base/countWords";
import { formatCount } from "../../shared/base/numbers";
import { visible } from "../../shared/base/tokenLabel";
import type { DifferentPlace, EncodingComparison } from "../../shared/values/comparison";
import type { Reading } from "../../tokens/document/tokenDocument";
import { codeCell, codeSpan, textTable, withoutControls } from "../../shared/base/markdown";
import { shorten } from "../ui/markdown";
import { readingNotes } from "./readingNotes";

/** What was compared. */
export interface ComparedText {
  /** What the encodings are called, in the comparison's order. */
  readonly names: readonly string[];
  /** What the text is called. */
  readonly of: string;
  /** Whether it is a selection. */
  readonly isPart: boolean;
  readonly reading: Pick<Reading, "lineEndings" | "specialTokens">;
  /** Where code units of the text stand in the document, and what they are. */
  readonly place: (start: number, end: number) => NamedPlace;
}

interface NamedPlace {
  /** Line and column, both from 1. */
  readonly row: number;
  readonly column: number;
  readonly text: string;
  /** Address of the place, where a page can lead to it. */
  readonly link?: string;
}

/** A comparison of encodings as Markdown that reads well as it is. */
export function comparisonPage(comparison: EncodingComparison, text: ComparedText): string {
  const { tokens, places } = comparison;
  const names = text.names.map((name) => codeCell(withoutControls(name)));
  const parts = [
    `# ${l10n.t("Encodings compared")}`,
    summary(comparison, text),
    readingNotes(text.reading),
    textTable(
      [
        l10n.t("tokens"),
        l10n.t("bytes per token"),
        l10n.t("characters per token"),
        l10n.t("encoding"),
      ],
      names.map((name, at) => {
        const count = tokens[at] ?? 0;
        return [
          formatCount(count),
          ratio(comparison.bytes, count),
          ratio(comparison.characters, count),
          name,
        ];
      }),
    ),
    `## ${l10n.t("Where they differ most")}`,
  ];
  if (places.length === 0) parts.push(l10n.t("All of them cut this text at the same places."));
  else {
    parts.push(
      l10n.t(
        "Tokens of each at the places with the largest difference. A place reaches from one token boundary that all of them have to another.",
      ),
      textTable(
        [...names, l10n.t("place (line:column) and text")],
        places.map((place) => [
          ...place.tokens.map((count) => formatCount(count)),
          placeCell(place, text),
        ]),
      ),
    );
  }
  return `${parts.join("\n\n")}\n`;
}

function summary({ characters, bytes }: EncodingComparison, { of, isPart }: ComparedText): string {
  const name = codeSpan(foreignPath(withoutControls(of)));
  const [letters, size] = [charactersText(characters), bytesText(bytes)];
  return isPart
    ? l10n.t("What is selected in {0}: {1}, {2}.", name, letters, size)
    : l10n.t("{0}: {1}, {2}.", name, letters, size);
}

function placeCell({ start, end }: DifferentPlace, { place }: ComparedText): string {
  const { row, column, text, link } = place(start, end);
  const name = `${row}:${column}`;
  const shown = codeCell(shorten(visible(text)));
  return link === undefined ? `${name} ${shown}` : `[${name}](${link}) ${shown}`;
}

/** Something per token; a text without tokens has none. */
function ratio(amount: number, tokens: number): string {
  return tokens === 0 ? "–" : (amount / tokens).toFixed(2);
}
