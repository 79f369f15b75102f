import * as l10n from "../../src/shared/base/l10n";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { formatCount } from "../../src/shared/base/numbers";
import { isLost } from "../../src/windows/lostTokens";
import type { TokenUse } from "../../src/windows/tokenUse";
import { inlineStyle, px } from "../base/inlineStyle";
import { rowsOf } from "../base/virtualGrid";
import type { TokenFinder } from "../feeds/finder";
import type { FrequencyPages } from "../feeds/frequencyPages";
import type { TokenPages } from "../feeds/tokenPages";
import { shadeOf } from "./frequencyWords";
import { tokenFace, tooltip, turnClass, viewAt } from "./tokenCell";

/** What all rows show of the document. */
export interface RowTokens {
  readonly pages: TokenPages | undefined;
  readonly tokenCount: number;
  readonly selected: number | undefined;
  /** First token of the chosen window, and how many inputs it has. */
  readonly windowStart: number | undefined;
  readonly windowLength: number;
  readonly use: TokenUse | undefined;
  readonly frequencies: FrequencyPages | undefined;
  readonly finder: TokenFinder | undefined;
  /** Whether colours tell how frequent tokens are instead of neighbours apart. */
  readonly shaded: boolean;
}

/** Where a row stands. */
export interface RowPlace {
  readonly top: string;
  /** Tokens of a row. */
  readonly columns: number;
  /** CSS pixels of the number before the first token. */
  readonly labelWidth: number;
}

/** Tokens beside each other, before them the number of the first. */
export function tokenRow(row: number, place: RowPlace, tokens: RowTokens): TemplateResult {
  const first = row * place.columns;
  const end = Math.min(first + place.columns, tokens.tokenCount);
  const columns = `${px(place.labelWidth)} repeat(${String(place.columns)}, minmax(0, 1fr))`;
  return html`<div
    class="row"
    role="row"
    aria-rowindex=${row + 1}
    ${inlineStyle({ top: place.top, "grid-template-columns": columns })}
  >
    <span class="first" role="rowheader">${formatCount(first)}</span>
    ${guard(contentOf(tokens, first, end), () => rowsOf({ first, end }).map((token) => cell(tokens, token)))}
  </div>`;
}

/** All that cells show: most rows are in view already when the pane is scrolled. */
function contentOf(tokens: RowTokens, first: number, end: number): unknown[] {
  const { pages, frequencies, selected = -1, shaded } = tokens;
  const holdsChosen = selected >= first && selected < end;
  return [
    ...[first, end, pages, pages?.revision, holdsChosen ? selected : undefined],
    ...[tokens.windowStart, tokens.windowLength, tokens.use, tokens.finder?.found],
    ...[shaded, shaded ? frequencies?.revision : undefined],
  ];
}

function cell(tokens: RowTokens, token: number): TemplateResult {
  const view = tokens.pages === undefined ? undefined : viewAt(tokens.pages, token);
  const known = view === undefined ? "waiting" : colourClass(tokens, token);
  const lost = view !== undefined && isLost(tokens.use, token) ? l10n.t("in no window") : undefined;
  return html`<span
    class="token ${known} ${markClass(tokens, token)}"
    id="token${token}"
    role="gridcell"
    data-token=${token}
    data-id=${view?.id ?? nothing}
    aria-selected=${token === tokens.selected ? "true" : "false"}
    title=${lost === undefined ? tooltip(view) : `${tooltip(view)}\n${lost}`}
    >${tokenFace(view)}${lost === undefined ? nothing : html`<span class="heard">, ${lost}</span>`}</span
  >`;
}

function colourClass(tokens: RowTokens, token: number): string {
  if (!tokens.shaded) return turnClass(token);
  const counted = tokens.frequencies?.pageWith(token);
  const count = counted?.counts[token - counted.first];
  return counted === undefined || count === undefined
    ? "often1"
    : `often${String(shadeOf(count, counted.most))}`;
}

function markClass(tokens: RowTokens, token: number): string {
  const { token: from = 0, end = 0 } = tokens.finder?.found ?? {};
  const lost = isLost(tokens.use, token) ? "lost " : "";
  const found = token >= from && token < end ? `${lost}found` : lost;
  if (tokens.windowStart === undefined) return found;
  const position = token - tokens.windowStart;
  if (position === tokens.windowLength) return `target ${found}`;
  return position >= 0 && position < tokens.windowLength ? `input ${found}` : found;
}
