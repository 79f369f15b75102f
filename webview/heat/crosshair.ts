import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { HeatCell } from "../base/heatCell";
import { inlineStyle, px } from "../base/inlineStyle";
import type { HeatView } from "./heatView";

/**
 * Column and cell in a layer above the canvas, so that moving them paints nothing.
 * @param height of the heatmap, CSS pixels
 */
export function crosshair(
  cross: HeatCell | undefined,
  seen: HeatView,
  height: number,
): TemplateResult | typeof nothing {
  if (cross === undefined || seen.rows <= 0 || seen.columns <= 0) return nothing;
  const x = (cross.column + 0.5 - seen.column) / seen.columns;
  const y = (cross.row + 0.5 - seen.row) / seen.rows;
  const isIn = (share: number, cells: number): boolean =>
    share > -0.5 / cells && share < 1 + 0.5 / cells;
  if (!isIn(x, seen.columns)) return nothing;
  // The frame of the first and last cells stays whole.
  const left = `clamp(4px, ${percent(x)}, calc(100% - 4px))`;
  const cell = {
    left,
    top: `clamp(4px, ${percent(y)}, calc(100% - 4px))`,
    width: percent(1 / seen.columns),
    height: px(height / seen.rows),
  };
  return html`${x >= 0 && x <= 1 ? html`<div class="cross column" ${inlineStyle({ left })}></div>` : nothing}
  ${isIn(y, seen.rows) ? html`<div class="cross cell" ${inlineStyle(cell)}></div>` : nothing}`;
}

const percent = (share: number): string => `${String(share * 100)}%`;

export const crosshairStyles = css`
  .cross {
    position: absolute;
    pointer-events: none;
  }
  .column {
    top: 0;
    bottom: 0;
    width: 1px;
    background: var(--vscode-editor-foreground, currentColor);
    opacity: 0.45;
  }
  .cell {
    box-sizing: border-box;
    min-width: 7px;
    min-height: 7px;
    border: 2px solid var(--vscode-editor-foreground, currentColor);
    outline: 1px solid var(--vscode-editor-background, Canvas);
    transform: translate(-50%, -50%);
  }
`;
