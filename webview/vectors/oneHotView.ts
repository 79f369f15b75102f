import * as l10n from "../../src/shared/base/l10n";
import { css, html, LitElement, nothing, svg } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { rowsText, valuesText } from "../../src/shared/base/countWords";
import { clamp, formatCount } from "../../src/shared/base/numbers";
import type { OneHotProduct } from "../../src/shared/values/vectorAnswers";
import { shape } from "../base/format";
import type { HeatCell } from "../base/heatCell";
import "../heat/heatMap";
import type { HeatMap } from "../heat/heatMap";
import type { ChosenLimit } from "../heat/limitChoice";
import type { Palette } from "../base/palette";
import { HERE, withMarkup } from "../base/markup";
import { paneStyles } from "../base/styles";
import { Watch } from "../base/watch";
import { takesPictureKeys } from "../save/pictureKeys";
import "../save/pictureMenu";
import type { Picture } from "../save/picture";
import { detailState } from "./detailState";
import { detailStyles } from "./detailStyles";
import type { Inspector, OneHotWish, TwoLookUps } from "../feeds/inspector";
import { oneHotPicture } from "./oneHotPicture";
import type { Outcome } from "../feeds/feed";
import { PLAIN } from "../heat/heatLook";

/** CSS pixels of each of the three pictures, unless its rows are few. */
const HEIGHT = 84;
const TALLEST_ROW = 16;

/** The window's ids as one-hot rows, times wte, beside the look-up of the same rows. */
@customElement("one-hot-view")
export class OneHotView extends LitElement {
  @property({ attribute: false }) inspector!: Inspector;
  @property({ attribute: false }) palette: Palette | undefined;
  /** The heatmaps' colour limit and look, for the same colours here. */
  @property({ attribute: false }) limit: ChosenLimit | undefined;
  @property({ attribute: false }) look: HeatMap["look"] = PLAIN;
  @property({ attribute: false }) cross: HeatCell | undefined;

  static override readonly styles = [
    paneStyles,
    detailStyles,
    css`
      .pictures {
        padding: 0 14px;
      }
      picture-menu {
        float: right;
      }
      .pictures h4 {
        padding: 6px 0 2px;
        font-weight: 400;
        overflow-wrap: anywhere;
      }
      .pictures b {
        color: var(--vscode-foreground);
        font-family: var(--mono);
        font-weight: 400;
      }
      svg {
        display: block;
        width: 100%;
        border: 1px solid var(--vscode-contrastBorder, var(--line));
        color: var(--vscode-foreground);
      }
      .difference {
        color: var(--vscode-foreground);
        font-size: 12px;
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, () => [this.inspector, this.inspector.oneHot]);
  }

  protected override render(): TemplateResult {
    const { oneHot } = this.inspector;
    return html`${detailState(oneHot, l10n.t("Multiplying…"))}
    ${oneHot.last === undefined ? nothing : this.product(oneHot.last)}`;
  }

  private picture({ wish, answer }: Outcome<OneHotWish, TwoLookUps>): Picture | undefined {
    const { limit, palette, look, cross } = this;
    if (limit === undefined || palette === undefined) return undefined;
    return oneHotPicture(wish, answer, { limit, palette, look }, cross);
  }

  private product(outcome: Outcome<OneHotWish, TwoLookUps>): TemplateResult {
    const { answer } = outcome;
    const { ids, vocabularySize, dimensions, difference } = answer;
    const rows = ids.length;
    const late = this.inspector.oneHot.isBusy;
    const result = shape(rows, dimensions);
    const differenceText =
      difference === 0
        ? l10n.t("Product and look-up are identical.")
        : l10n.t("Largest absolute difference of the two: {0}.", difference);
    const lookUp = l10n.t("{0} = {1}, the look-up", HERE, result);
    return html`<div class=${late ? "late" : ""} aria-busy=${late ? "true" : "false"}>
      <p class="difference" role="status">${differenceText}</p>
      <div class="pictures" ${takesPictureKeys()}>
        <picture-menu
          .of=${l10n.t("Product of the one-hot rows and wte")}
          .picture=${() => this.picture(outcome)}
        ></picture-menu>
        <h4><b>one-hot</b> ${shape(rows, vocabularySize)}</h4>
        ${hotPicture(answer)}
        <h4>
          <b>one-hot @ wte</b> ${shape(rows, vocabularySize)} × ${shape(vocabularySize, dimensions)}
          = ${result}
        </h4>
        ${this.map(
          answer.multiplied,
          answer,
          l10n.t(
            "Product of the one-hot rows and wte, {0} of {1}",
            rowsText(rows),
            valuesText(dimensions),
          ),
        )}
        <h4>${withMarkup(lookUp, html`<b>wte[ids]</b>`)}</h4>
        ${this.map(
          answer.gathered,
          answer,
          l10n.t("Rows of wte by look-up, {0} of {1}", rowsText(rows), valuesText(dimensions)),
        )}
      </div>
      <p>
        ${l10n.t(
          "Each one-hot row is 0 but for a 1 in its id's column, so the product keeps one row of wte and adds {0} rows of zeros. The look-up gives the same row without the multiplying: an embedding layer is a linear layer on one-hot rows.",
          formatCount(vocabularySize - 1),
        )}
      </p>
    </div>`;
  }

  private map(
    values: Float32Array<ArrayBuffer>,
    { ids, dimensions }: OneHotProduct,
    label: string,
  ): TemplateResult {
    return html`<heat-map
      .values=${values}
      .columns=${dimensions}
      .height=${ids.length * rowHeightOf(ids.length)}
      .limit=${this.limit ?? NO_LIMIT}
      .look=${this.look}
      .palette=${this.palette}
      .cross=${this.cross}
      .label=${label}
    ></heat-map>`;
  }
}

const NO_LIMIT = { limit: 0, each: undefined };

const rowHeightOf = (rows: number): number => Math.min(TALLEST_ROW, HEIGHT / rows);

/** A mark where each row of the one-hot matrix has its 1. */
function hotPicture({ ids, vocabularySize }: OneHotProduct): TemplateResult {
  const rows = ids.length;
  const rowHeight = rowHeightOf(rows);
  // A column is far thinner than a pixel: the mark is as wide as an eye needs.
  const mark = clamp(rowHeight, 2, 5);
  const height = rows * rowHeight;
  const [first] = ids;
  const label = l10n.t(
    "One-hot matrix: row 0 has its 1 in column {0}, and so on for all {1} rows",
    String(first),
    rows,
  );
  return html`<svg height=${height} role="img" aria-label=${label}>
    ${Array.from(
      ids,
      (id, row) =>
        svg`<rect x="${String((100 * id) / vocabularySize)}%" y=${row * rowHeight} width=${mark} height=${Math.max(1, rowHeight - 1)} fill="currentColor"><title>${l10n.t("row {0}, column {1}", row, id)}</title></rect>`,
    )}
  </svg>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "one-hot-view": OneHotView;
  }
}
