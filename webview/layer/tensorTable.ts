import * as l10n from "../../src/shared/base/l10n";
import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { fixed4 } from "../base/format";
import { entryOf } from "../base/palette";
import type { Palette } from "../base/palette";
import { inlineStyle } from "../base/inlineStyle";

/** A matrix that is printed, of which rows and columns may be left out. */
export interface PrintedTensor {
  /** What is shown of it, row-major; `width` values in each row. */
  readonly values: ArrayLike<number>;
  readonly width: number;
  /** Places of the shown rows, rising: a gap between two is shown as "…". */
  readonly rows: ArrayLike<number>;
  /** Columns that are shown, rising. */
  readonly columns: readonly number[];
  /** Head of each row. */
  readonly head: (row: number) => TemplateResult | string;
  /** Document tokens that a row is pointed at by, as attributes. */
  readonly token?: (row: number) => number | undefined;
  /** Id that a row is of. */
  readonly id: (row: number) => number;
  /** What a screen reader hears of the whole. */
  readonly label: string;
}

/** How cells are coloured. */
export interface TensorLook {
  readonly limit: number;
  readonly palette: Palette | undefined;
}

/** The matrix as numbers in coloured cells, as PyTorch prints them. */
export function tensorTable(
  { values, width, rows, columns, head, token, id, label }: PrintedTensor,
  look: TensorLook,
  choose: (row: number) => void,
): TemplateResult {
  const gaps = (places: ArrayLike<number>, at: number): boolean =>
    at > 0 && (places[at] ?? 0) > (places[at - 1] ?? 0) + 1;
  const cells = columns.length + columns.filter((_, at) => gaps(columns, at)).length + 1;
  return html`<table aria-label=${label}>
    <thead>
      <tr>
        <td></td>
        ${columns.map(
          (column, at) =>
            html`${gaps(columns, at) ? html`<td class="gap">…</td>` : nothing}
              <th scope="col">${column}</th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${Array.from(
        rows,
        (_, row) =>
          html`${
              gaps(rows, row)
                ? html`<tr>
                    <td class="gap" colspan=${cells}>…</td>
                  </tr>`
                : nothing
            }
            <tr
              data-id=${id(row)}
              data-token=${token?.(row) ?? nothing}
              @click=${() => {
                choose(row);
              }}
            >
              <th scope="row">${head(row)}</th>
              ${columns.map((column, at) => {
                const value = values[row * width + column] ?? NaN;
                return html`${gaps(columns, at) ? html`<td class="gap">…</td>` : nothing}
                  <td class="value" ${inlineStyle(colours(value, look))}>${fixed4(value)}</td>`;
              })}
            </tr>`,
      )}
    </tbody>
  </table>`;
}

/** The one-hot rows of ids: 0 but for a 1 in the id's column. */
export function hotTable(
  ids: ArrayLike<number>,
  rows: ArrayLike<number>,
  columns: readonly number[],
  choose: (row: number) => void,
): TemplateResult {
  const isGap = (places: ArrayLike<number>, at: number): boolean =>
    at > 0 && (places[at] ?? 0) > (places[at - 1] ?? 0) + 1;
  return html`<table class="hot" aria-label=${l10n.t("One-hot rows")}>
    <thead>
      <tr>
        ${columns.map(
          (column, at) =>
            html`${isGap(columns, at) ? html`<td class="gap">…</td>` : nothing}
              <th scope="col">${column}</th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${Array.from(
        rows,
        (token, row) =>
          html`${
              isGap(rows, row)
                ? html`<tr>
                    <td class="gap" colspan=${2 * columns.length}>…</td>
                  </tr>`
                : nothing
            }
            <tr
              data-id=${ids[row] ?? 0}
              data-token=${token}
              @click=${() => {
                choose(row);
              }}
            >
              ${columns.map(
                (column, at) =>
                  html`${isGap(columns, at) ? html`<td class="gap">…</td>` : nothing}
                    <td class=${column === ids[row] ? "one" : "zero"}>
                      ${column === ids[row] ? 1 : 0}
                    </td>`,
              )}
            </tr>`,
      )}
    </tbody>
  </table>`;
}

/** The cell's colour and what can be read on it. */
function colours(value: number, { limit, palette }: TensorLook): Record<string, string> {
  if (palette === undefined || !Number.isFinite(value)) return {};
  const colour = palette.colours[entryOf(value, limit)] ?? 0;
  // Small digits need the full contrast that WCAG asks for: of black and white, one always has it.
  const ink = luminance(colour) > MIDDLE ? "#000" : "#fff";
  return { background: cssColour(colour), color: ink };
}

/** Luminance from which on black has more contrast than white. */
const MIDDLE = 0.179;

/** WCAG's relative luminance of a pixel, from 0 to 1. */
function luminance(pixel: number): number {
  const [red = 0, green = 0, blue = 0] = [0, 8, 16].map((shift) => {
    const share = ((pixel >> shift) & 0xff) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** A pixel of the palette as CSS has it. */
function cssColour(pixel: number): string {
  const [red, green, blue] = [pixel & 0xff, (pixel >> 8) & 0xff, (pixel >> 16) & 0xff];
  return `rgb(${String(red)} ${String(green)} ${String(blue)})`;
}

export const tensorStyles = css`
  table {
    border-spacing: 2px;
    font-family: var(--mono);
    font-variant-numeric: tabular-nums;
  }
  td,
  th {
    padding: 2px 7px;
    font-weight: 400;
    text-align: right;
    white-space: nowrap;
  }
  th {
    color: var(--dim);
    font-size: var(--small);
  }
  th[scope="row"] {
    text-align: left;
  }
  .gap {
    color: var(--dim);
    text-align: center;
  }
  .value,
  .one,
  .zero {
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 2px;
  }
  .zero {
    color: var(--dim);
  }
  .one {
    background: var(--vscode-badge-background, #4d4d4d);
    color: var(--vscode-badge-foreground, #ffffff);
  }
  tbody tr[data-token] {
    cursor: pointer;
  }
  tr[data-chosen] {
    outline: 2px solid var(--vscode-editor-foreground, currentColor);
  }
  tr[data-alike] {
    outline: 1px dashed var(--vscode-tokenscope-pointedToken, var(--accent));
  }
  tr[data-pointed] {
    outline: 1px solid var(--vscode-tokenscope-pointedToken, var(--accent));
  }
`;
