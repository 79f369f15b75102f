import * as l10n from "../../src/shared/base/l10n";
import { css, html, LitElement, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { printedPlaces, type LayerAnswer } from "../../src/shared/values/layer";
import { formatCount } from "../../src/shared/base/numbers";
import { drawsText } from "../../src/shared/base/seededDraws";
import type { ModelInfo } from "../../src/shared/values/vectors";
import { ChangeLayerEvent, ChooseEvent } from "../base/paneEvents";
import { torchSize } from "../base/format";
import { notice, noticeStyles } from "../base/notice";
import type { Palette } from "../base/palette";
import type { HoveredToken } from "../feeds/hoveredToken";
import { PointedMarks } from "../tokens/pointedMarks";
import { paneStyles, scrollingPaneStyles } from "../base/styles";
import { Watch } from "../base/watch";
import type { VectorsEmpty } from "../vectors/vectorsEmpty";
import type { Outcome } from "../feeds/feed";
import type { LayerFeed, LayerWish } from "../feeds/layerFeed";
import { hotTable, tensorStyles, tensorTable, type TensorLook } from "./tensorTable";

/** The whole table of an embedding layer, and the rows that a list of ids looks up in it. */
@customElement("layer-pane")
export class LayerPane extends LitElement {
  @property({ attribute: false }) feed: LayerFeed | undefined;
  /** Why there is no layer to show. */
  @property({ attribute: false }) empty: VectorsEmpty | undefined;
  @property({ attribute: false }) palette: Palette | undefined;
  @property({ attribute: false }) pointed: HoveredToken | undefined;
  /** Chosen document token. */
  @property({ attribute: false }) token: number | undefined;
  /** Whether the layer's size is the toy's, which can be changed. */
  @property({ attribute: false }) isToy = false;

  static override readonly styles = [
    paneStyles,
    scrollingPaneStyles,
    noticeStyles,
    tensorStyles,
    css`
      .scroller {
        padding: 4px 14px 10px;
      }
      .tensors {
        display: flex;
        flex-wrap: wrap;
        align-items: flex-start;
        gap: 12px 28px;
      }
      h3 {
        padding: 0 0 2px;
        font-family: var(--mono);
        letter-spacing: 0;
        text-transform: none;
      }
      h3 b {
        color: var(--vscode-foreground);
        font-weight: 600;
      }
      p {
        max-width: 100ch;
        margin: 6px 0 0;
        color: var(--dim);
      }
      .problem {
        color: var(--vscode-errorForeground, #f85149);
      }
      .size {
        padding: 2px 8px;
        border: 1px solid var(--vscode-button-border, transparent);
        border-radius: 3px;
        background: var(--vscode-button-secondaryBackground, #3a3d41);
        color: var(--vscode-button-secondaryForeground, #ffffff);
        font: inherit;
        cursor: pointer;
      }
      .size:hover {
        background: var(--vscode-button-secondaryHoverBackground, #45494e);
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, () => [this.feed]);
    new PointedMarks(this, {
      attribute: "data-token",
      keys: () => this.token,
      idOf: (token) => this.idOf(token),
    });
  }

  private idOf(token: number): number | undefined {
    const answer = this.feed?.last?.answer;
    if (answer === undefined) return undefined;
    return answer.ids[answer.tokens.indexOf(token)];
  }

  /** The chosen token's rows have a frame of their own. */
  protected override updated(_: PropertyValues<this>): void {
    for (const row of this.renderRoot.querySelectorAll("tr[data-token]")) {
      const isChosen = row.getAttribute("data-token") === String(this.token);
      row.toggleAttribute("data-chosen", isChosen);
    }
  }

  protected override render(): TemplateResult {
    const { feed, empty } = this;
    if (empty !== undefined) return notice(empty.title, empty.text, empty.busy);
    const problem = feed?.problem;
    const shown = feed?.last;
    if (shown === undefined) {
      return problem === undefined
        ? notice(l10n.t("Looking up…"), "", true)
        : notice(l10n.t("The rows could not be looked up"), problem);
    }
    return html`<div
      class="scroller"
      tabindex="0"
      role="group"
      aria-label=${l10n.t("Embedding layer and the rows of the document's ids")}
    >
      ${problem === undefined ? nothing : html`<p class="problem" role="status">${problem}</p>`}
      ${this.tensors(shown)}
    </div>`;
  }

  private tensors({ answer, wish }: Outcome<LayerWish, LayerAnswer>): TemplateResult {
    const { vocabularySize, dimensions, tokenCount, tokens, ids, rows, weights } = answer;
    const look: TensorLook = { limit: limitOf(weights, rows), palette: this.palette };
    const columnsOf = (size: number): number[] => printedPlaces(dimensions, size * dimensions);
    const choose = (row: number): void => {
      this.choose(tokens[row]);
    };
    const columns = columnsOf(tokenCount);
    return html`<div class="tensors">
        <section>
          <h3>
            <b>Embedding(${vocabularySize}, ${dimensions}).weight</b>
            ${torchSize(vocabularySize, dimensions)}
          </h3>
          ${tensorTable(
            {
              values: weights,
              width: dimensions,
              rows: answer.weightIds,
              columns: columnsOf(vocabularySize),
              head: (row) => String(answer.weightIds[row] ?? ""),
              id: (row) => answer.weightIds[row] ?? 0,
              label: l10n.t("The layer's table, a row for each id"),
            },
            look,
            (row) => {
              const at = ids.indexOf(answer.weightIds[row] ?? -1);
              this.choose(tokens[at]);
            },
          )}
        </section>
        <section>
          <h3><b>embedding(ids)</b> ${torchSize(tokenCount, dimensions)}</h3>
          ${tensorTable(
            {
              values: rows,
              width: dimensions,
              rows: tokens,
              columns,
              head: (row) => html`${String(ids[row] ?? "")}`,
              token: (row) => tokens[row],
              id: (row) => ids[row] ?? 0,
              label: l10n.t("The rows that the ids look up"),
            },
            look,
            choose,
          )}
        </section>
        ${this.product(answer, look, choose)}
      </div>
      ${this.words(answer, wish.model)}`;
  }

  private product(
    answer: LayerAnswer,
    look: TensorLook,
    choose: (row: number) => void,
  ): TemplateResult {
    const { vocabularySize, dimensions, tokenCount, tokens, ids, multiplied } = answer;
    const hot = torchSize(tokenCount, vocabularySize);
    if (multiplied === undefined) {
      return html`<section>
        <h3><b>one_hot(ids)</b> ${hot}</h3>
        <p>
          ${l10n.t(
            "The one-hot product is not made of so many values. The look-up needs none of them.",
          )}
        </p>
      </section>`;
    }
    const hotColumns = printedPlaces(vocabularySize, tokenCount * vocabularySize, ids);
    return html`<section>
        <h3><b>one_hot(ids)</b> ${hot}</h3>
        ${hotTable(ids, tokens, hotColumns, choose)}
      </section>
      <section>
        <h3><b>one_hot(ids) @ weight</b> ${torchSize(tokenCount, dimensions)}</h3>
        ${tensorTable(
          {
            values: multiplied,
            width: dimensions,
            rows: tokens,
            columns: printedPlaces(dimensions, tokenCount * dimensions),
            head: (row) => String(ids[row] ?? ""),
            token: (row) => tokens[row],
            id: (row) => ids[row] ?? 0,
            label: l10n.t("The product of the one-hot rows and the table"),
          },
          look,
          choose,
        )}
      </section>`;
  }

  private words({ tokenCount, vocabularySize }: LayerAnswer, { seed }: ModelInfo): TemplateResult {
    const sentences = [
      l10n.t(
        "An embedding layer is a table with a row for each of {0} ids: looking an id up gives its row, the same vector wherever the id stands. The product of one-hot rows and the table gives the same rows.",
        formatCount(vocabularySize),
      ),
      tokenCount === 1
        ? l10n.t("The document is a list of 1 id.")
        : l10n.t("The document is a list of {0} ids.", formatCount(tokenCount)),
      ...(seed === undefined || !this.isToy ? [] : [drawsText(seed, "afterSeed")]),
    ];
    return html`<p>${sentences.join(" ")}</p>
      ${
        this.isToy
          ? html`<p>
              <button
                class="size"
                title=${l10n.t("Make the toy layer anew with another vocabulary size and width")}
                @click=${this.changeSize}
              >
                ${l10n.t("Vocabulary and width…")}
              </button>
            </p>`
          : nothing
      }`;
  }

  private choose(token: number | undefined): void {
    if (token === undefined) return;
    this.dispatchEvent(new ChooseEvent({ kind: "token", index: token }, true));
  }

  private readonly changeSize = (): void => {
    this.dispatchEvent(new ChangeLayerEvent());
  };
}

/** The largest size of a value that is shown: no cell is darker than it should be. */
function limitOf(...tables: readonly Float32Array[]): number {
  let limit = 0;
  for (const table of tables) {
    for (const value of table) {
      const size = Math.abs(value);
      if (Number.isFinite(size) && size > limit) limit = size;
    }
  }
  return limit;
}

declare global {
  interface HTMLElementTagNameMap {
    "layer-pane": LayerPane;
  }
}
