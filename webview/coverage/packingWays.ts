import * as l10n from "../../src/shared/base/l10n";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { formatCount } from "../../src/shared/base/numbers";
import { packedWindows, type PackedPart, type PackedWindow } from "../../src/windows/packedWindows";
import {
  PACKING_WAYS,
  PackingCounter,
  type PackingCosts,
  type PackingWay,
} from "../../src/windows/packing";
import { packingName, paddingShare } from "../../src/windows/packingWords";
import { inlineStyle } from "../base/inlineStyle";
import { turnClass } from "../tokens/tokenCell";

/** Windows that are drawn of each way. */
const DRAWN = 8;
/** Documents that they are drawn of: to fit each into what is there takes the square of the time. */
const DRAWN_DOCUMENTS = 512;

/**
 * What each way costs, side by side, with its first windows and what that means for training.
 * @param documents how many tokens each has
 * @param length tokens of a window
 */
export function packingWays(documents: readonly number[], length: number): TemplateResult {
  const counter = new PackingCounter(length);
  for (const tokens of documents) counter.add(tokens);
  const packing = counter.packing();
  const drawn = documents.slice(0, DRAWN_DOCUMENTS);
  return html`<table>
      <thead>
        <tr>
          <th scope="col">${l10n.t("way")}</th>
          <th scope="col">${l10n.t("windows")}</th>
          <th scope="col">${l10n.t("waste")}</th>
          <th scope="col">${l10n.t("cut documents")}</th>
          <th scope="col">${l10n.t("lost tokens")}</th>
        </tr>
      </thead>
      ${PACKING_WAYS.map((way) => rows(way, packing[way], drawn, length))}
    </table>
    <p class="aside">${legendWords(documents.length)}</p>`;
}

function legendWords(documents: number): string {
  const drawn =
    documents > DRAWN_DOCUMENTS
      ? l10n.t(
          "Drawn are the first windows, of best fit those of the first {0} documents.",
          formatCount(DRAWN_DOCUMENTS),
        )
      : l10n.t("Drawn are the first windows.");
  return l10n.t(
    "{0} Numbers and colors are the documents; hatched places hold no token. Each document counts with its end-of-text token.",
    drawn,
  );
}

function rows(
  way: PackingWay,
  costs: PackingCosts,
  documents: readonly number[],
  length: number,
): TemplateResult {
  const windows = packedWindows(way, documents, length, DRAWN);
  return html`<tbody data-way=${way}>
    <tr>
      <th scope="row">${packingName(way, length)}</th>
      <td>${formatCount(costs.windows)}</td>
      <td>${paddingShare(costs, length)}</td>
      <td>${formatCount(costs.cutDocuments)}</td>
      <td>${formatCount(costs.lostTokens)}</td>
    </tr>
    <tr>
      <td colspan="5">
        <div class="windows" aria-hidden="true">${windows.map((each) => bar(each, length))}</div>
        ${meaning(way)}
      </td>
    </tr>
  </tbody>`;
}

/** What a model learns from windows that are filled so. */
function meaning(way: PackingWay): string {
  switch (way) {
    case "concatenated":
      return l10n.t(
        "Nothing is wasted, as GPT-2 was trained. A window that holds two documents predicts the second from the first; what a cut puts into the next window is predicted without its beginning.",
      );
    case "oneEach":
      return l10n.t(
        "No window holds two documents. Short ones waste places, which are computed and must be left out of the loss; long ones lose their end.",
      );
    case "bestFit":
      return l10n.t(
        "No document is cut that fits into a window, and where there are many hardly a place is wasted. Several share a window: an attention mask for each keeps them apart.",
      );
  }
}

function bar(window: PackedWindow, length: number): TemplateResult {
  const used = window.reduce((sum, { tokens }) => sum + tokens, 0);
  const padding = length - used;
  return html`<span class="window"
    >${window.map((part) => partOf(part))}${
      padding === 0
        ? nothing
        : html`<span class="padding" ${inlineStyle({ "flex-grow": String(padding) })}></span>`
    }</span
  >`;
}

function partOf({ document, tokens, isCutBefore, isCutBehind }: PackedPart): TemplateResult {
  const cut = `${isCutBefore ? "cutBefore" : ""} ${isCutBehind ? "cutBehind" : ""}`;
  return html`<span
    class="part ${turnClass(document)} ${cut}"
    ${inlineStyle({ "flex-grow": String(tokens) })}
    >${formatCount(document + 1)}</span
  >`;
}
