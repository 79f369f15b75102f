import * as l10n from "../../src/shared/base/l10n";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { fixed4 } from "../base/format";
import type { HeatCell } from "../base/heatCell";
import { HERE, withMarkup } from "../base/markup";
import type { TokenView } from "../feeds/tokenView";
import type { WindowVectors } from "../feeds/windowVectors";

/** The cell under the crosshair in words: whose it is, and its three values as a sum. */
export function readout(
  { vectors, after }: WindowVectors,
  cross: HeatCell | undefined,
  token: TokenView | undefined,
): TemplateResult {
  const [, rows, columns] = vectors.shape;
  if (cross === undefined || cross.row >= rows) {
    return html`<span class="aside"
      >${l10n.t("Move over a cell, or use the arrow keys, for its values.")}</span
    >`;
  }
  // The dimension stays chosen when a model with fewer takes over.
  const column = Math.min(cross.column, columns - 1);
  const value = (table: Float32Array): string => fixed4(table[cross.row * columns + column] ?? NaN);
  const id = token?.id ?? "…";
  const where =
    token === undefined || token.part === ""
      ? l10n.t("{0} id {1} · position {2} · dimension {3}", HERE, id, cross.row, column)
      : l10n.t(
          "{0} part {1} id {2} · position {3} · dimension {4}",
          HERE,
          token.part,
          id,
          cross.row,
          column,
        );
  return html`<span class="where">${withMarkup(where, html`<b>${token?.quoted ?? "…"}</b>`)}</span
    ><span class="sum"
      >${value(vectors.token)} + ${value(vectors.position)} = ${value(vectors.input)}</span
    >${after === undefined ? nothing : html`<span class="after">${l10n.t("after block {0}: {1}", after.blocks, value(after.values))}</span>`}`;
}
