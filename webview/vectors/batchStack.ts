import * as l10n from "../../src/shared/base/l10n";
import { css, html, LitElement, nothing } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { rowsText, valuesText } from "../../src/shared/base/countWords";
import { clamp, formatCount } from "../../src/shared/base/numbers";
import { ChooseEvent } from "../base/paneEvents";
import { torchSize } from "../base/format";
import "../heat/heatMap";
import type { HeatMap } from "../heat/heatMap";
import type { ChosenLimit } from "../heat/limitChoice";
import type { Palette } from "../base/palette";
import { paneStyles } from "../base/styles";
import { Watch } from "../base/watch";
import type { BatchVectors, BatchWish } from "../feeds/batchFeed";
import { detailState } from "./detailState";
import { detailStyles } from "./detailStyles";
import type { Inspector } from "../feeds/inspector";
import type { Outcome } from "../feeds/feed";
import { radioGroupStyles } from "../base/radioGroup";
import { vectorChoice } from "./vectorChoice";
import { PLAIN } from "../heat/heatLook";

/** CSS pixels of a row, and of a window's whole picture. */
const ROW_HEIGHT = 6;
const LEAST_HEIGHT = 18;
const MOST_HEIGHT = 64;

/** The batch as a stack of windows, with the shapes that the notebook prints. */
@customElement("batch-stack")
export class BatchStack extends LitElement {
  @property({ attribute: false }) inspector!: Inspector;
  /** The chosen window, in loader order. */
  @property({ attribute: false }) window: number | undefined;
  @property({ attribute: false }) palette: Palette | undefined;
  @property({ attribute: false }) limit: ChosenLimit | undefined;
  @property({ attribute: false }) look: HeatMap["look"] = PLAIN;

  static override readonly styles = [
    paneStyles,
    detailStyles,
    radioGroupStyles,
    css`
      .shapes {
        display: grid;
        grid-template-columns: auto auto 1fr;
        gap: 1px 8px;
        margin: 0;
        padding: 2px 14px 4px;
        font-family: var(--mono);
      }
      .shapes dt,
      .shapes .sign {
        color: var(--dim);
      }
      .shapes dd {
        margin: 0;
      }
      li {
        display: grid;
        grid-template-columns: 76px minmax(0, 1fr);
        align-items: center;
        gap: 8px;
        padding: 2px 14px 2px 8px;
        cursor: pointer;
      }
      li button {
        padding: 1px 6px;
        border: 0;
        border-radius: 3px;
        background: none;
        color: var(--dim);
        font: inherit;
        font-size: var(--small);
        text-align: left;
        white-space: nowrap;
        cursor: pointer;
      }
      li[data-chosen] button {
        color: var(--vscode-foreground);
        font-weight: 600;
      }
      li[data-chosen] heat-map {
        outline: 2px solid var(--vscode-editor-foreground, currentColor);
      }
      heat-map {
        display: block;
        min-width: 0;
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, () => [this.inspector, this.inspector.batch]);
  }

  protected override render(): TemplateResult {
    const { batch } = this.inspector;
    return html`${detailState(batch, l10n.t("Computing the vectors…"))}
    ${batch.last === undefined ? nothing : this.stack(batch.last)}`;
  }

  private stack({ wish, answer }: Outcome<BatchWish, BatchVectors>): TemplateResult {
    const { inspector } = this;
    const { windows, length, model, batchFirst, first, starts } = wish;
    const { dimensions } = model;
    const late = inspector.batch.isBusy;
    const shape = torchSize(windows, length, dimensions);
    const line = (sign: string, name: string, size: string): TemplateResult =>
      html`<span class="sign" aria-hidden="true">${sign}</span>
        <dt>${name}</dt>
        <dd>${size}</dd>`;
    const height = clamp(length * ROW_HEIGHT, LEAST_HEIGHT, MOST_HEIGHT);
    const [from, to] = [first - batchFirst + 1, first - batchFirst + starts.length];
    return html`<dl class="shapes">
        ${line("", "inputs", torchSize(windows, length))} ${line("", "token_embeddings", shape)}
        ${line("+", "pos_embeddings", torchSize(length, dimensions))}
        ${line("=", "input_embeddings", shape)}
      </dl>
      <div class="what">
        <span class="of"
          >${l10n.t("{0} to {1} of {2}", formatCount(from), formatCount(to), formatCount(windows))}</span
        >
        ${vectorChoice(inspector.to, l10n.t("Vectors of the batch"), (chosen) => {
          inspector.setTo(chosen);
        })}
      </div>
      <ol class=${late ? "late" : ""} aria-busy=${late ? "true" : "false"}>
        ${(inspector.to === "token" ? answer.token : answer.input).map((values, at) =>
          this.tile(first + at, values, dimensions, height),
        )}
      </ol>
      <p>
        ${l10n.t(
          "A batch is a stack of windows. Each has token vectors of its own; the same position vectors are added to all of them.",
        )}
      </p>`;
  }

  private tile(
    window: number,
    values: Float32Array<ArrayBuffer>,
    dimensions: number,
    height: number,
  ): TemplateResult {
    const name = l10n.t("window {0}", formatCount(window + 1));
    const isChosen = window === this.window;
    return html`<li
      ?data-chosen=${isChosen}
      @click=${() => {
        this.dispatchEvent(new ChooseEvent({ kind: "window", index: window }, true));
      }}
    >
      <button
        aria-pressed=${isChosen ? "true" : "false"}
        title=${l10n.t("Choose this window, here and in the text")}
      >
        ${name}
      </button>
      <heat-map
        .values=${values}
        .columns=${dimensions}
        .height=${height}
        .limit=${this.limit ?? NO_LIMIT}
        .look=${this.look}
        .palette=${this.palette}
        .label=${l10n.t(
          "Vectors of {0}, {1} of {2}",
          name,
          rowsText(values.length / dimensions),
          valuesText(dimensions),
        )}
      ></heat-map>
    </li>`;
  }
}

const NO_LIMIT = { limit: 0, each: undefined };

declare global {
  interface HTMLElementTagNameMap {
    "batch-stack": BatchStack;
  }
}
