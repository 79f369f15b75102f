import { html } from "lit";
import type { TemplateResult } from "lit";
import { fixed4 } from "./format";
import type { HeatCell } from "./heat/cells";
import type { TokenView } from "./tokenView";
import type { ShownVectors } from "./vectorFeed";

/** The cell under the crosshair in words: whose it is, and its three values as a sum. */
export function readout(
  { vectors }: ShownVectors,
  cross: HeatCell | undefined,
  token: TokenView | undefined,
): TemplateResult {
  const [, rows, columns] = vectors.shape;
  if (cross === undefined || cross.row >= rows) {
    return html`<span class="aside"
      >Move over a cell, or use the arrow keys, for its values.</span
    >`;
  }
  // The dimension stays chosen when a model with fewer takes over.
  const column = Math.min(cross.column, columns - 1);
  const value = (table: Float32Array): string => fixed4(table[cross.row * columns + column] ?? NaN);
  const part = token === undefined || token.part === "" ? "" : ` part ${token.part}`;
  return html`<span class="where"
      ><b>${token?.quoted ?? "…"}</b>${part} id ${token?.id ?? "…"} · position ${cross.row} ·
      dimension ${column}</span
    ><span class="sum"
      >${value(vectors.token)} + ${value(vectors.position)} = ${value(vectors.input)}</span
    >`;
}
