import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { TokenPages } from "../feeds/tokenPages";
import { describe, spokenCell, TOKEN_COLOURS, tokenView } from "../feeds/tokenView";
import type { TokenView } from "../feeds/tokenView";

/** Token `index` as far as it is known already. */
export function viewAt(pages: TokenPages, index: number): TokenView | undefined {
  const slice = pages.pageWith(index);
  return slice === undefined ? undefined : tokenView(slice, index);
}

/** Tokens take the palette's colours in turn, so that neighbours differ everywhere. */
export const turnClass = (index: number): string => `turn${String((index % TOKEN_COLOURS) + 1)}`;

/** What a cell has room for whatever the font; longer or wider text is cut off with dots. */
const SHORT = /^[\x20-\x7e·↵⇥]{0,6}$/;

/** For the eye the text over the id, and which part of a shared character it is; for the ear, words. */
export function tokenFace(view: TokenView | undefined): TemplateResult | typeof nothing {
  if (view === undefined) return nothing;
  const part = view.part === "" ? nothing : html`<span class="part">${view.part}</span>`;
  const text = SHORT.test(view.text) ? "text" : "text long";
  const id = view.part === "" ? "id" : "id long";
  return html`<span class="heard">${spokenCell(view)}</span
    ><span class=${text} aria-hidden="true">${view.text}</span
    ><span class=${id} aria-hidden="true"><span>${view.id}</span>${part}</span>`;
}

export const tooltip = (view: TokenView | undefined): string =>
  view === undefined ? "" : describe(view);
