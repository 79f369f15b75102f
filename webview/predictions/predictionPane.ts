import * as l10n from "../../src/shared/base/l10n";
import { css, html, LitElement, nothing } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { clamp } from "../../src/shared/base/numbers";
import type { WindowPredictions } from "../../src/shared/values/predictionAnswers";
import type { ModelInfo } from "../../src/shared/values/vectors";
import { notice, noticeStyles } from "../base/notice";
import type { Palette } from "../base/palette";
import { radioGroup, radioGroupStyles } from "../base/radioGroup";
import { ChooseEvent } from "../base/paneEvents";
import { stepper } from "../base/stepper";
import { paneStyles, scrollingPaneStyles } from "../base/styles";
import { Watch } from "../base/watch";
import type { Outcome } from "../feeds/feed";
import type { HoveredToken } from "../feeds/hoveredToken";
import type { PredictionView, Predictions, WindowWish } from "../feeds/predictions";
import type { TokenPages } from "../feeds/tokenPages";
import { viewAt } from "../tokens/tokenCell";
import type { VectorsEmpty } from "../vectors/vectorsEmpty";
import { gptOffer, gptOfferStyles } from "./gptOffer";
import "./attentionView";
import "./lensTable";
import "./lossLine";
import "./nextDetail";
import "./nextTokens";
import { honestWords } from "./predictionWords";

const VIEWS: readonly {
  readonly name: PredictionView;
  readonly title: () => string;
  readonly about: () => string;
}[] = [
  {
    name: "next",
    title: () => l10n.t("Next tokens"),
    about: () => l10n.t("The likeliest next tokens at each position, and the real one"),
  },
  {
    name: "attention",
    title: () => l10n.t("Attention"),
    about: () => l10n.t("Which tokens before it each token looks at, head by head"),
  },
  {
    name: "lens",
    title: () => l10n.t("Lens"),
    about: () => l10n.t("What would be predicted after each block at the chosen position"),
  },
];

type PredictionOutcome = Outcome<WindowWish, WindowPredictions>;

/** From this width on a position's list stands beside the rows. CSS pixels. */
const BESIDE = 760;

/** What a whole GPT makes of the chosen window. */
@customElement("prediction-pane")
export class PredictionPane extends LitElement {
  @property({ attribute: false }) pages: TokenPages | undefined;
  @property({ attribute: false }) predictions!: Predictions;
  /** The model that is asked; undefined where there is none. */
  @property({ attribute: false }) model: ModelInfo | undefined;
  /** Why no window can be asked about. */
  @property({ attribute: false }) empty: VectorsEmpty | undefined;
  /** Chosen document token. */
  @property({ attribute: false }) token: number | undefined;
  @property({ attribute: false }) palette: Palette | undefined;
  @property({ attribute: false }) pointed: HoveredToken | undefined;
  @state() private width = 0;
  private readonly sizes = new ResizeObserver(([entry]) => {
    this.width = entry?.contentRect.width ?? 0;
  });

  static override readonly styles = [
    paneStyles,
    scrollingPaneStyles,
    noticeStyles,
    radioGroupStyles,
    gptOfferStyles,
    css`
      .top {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 14px;
        padding: 2px 14px 3px;
      }
      .honest {
        flex-basis: 100%;
        margin: 0;
        color: var(--dim);
        font-size: var(--small);
      }
      .beside,
      .under {
        display: flex;
        flex: 1;
        min-height: 0;
        border-top: 1px solid var(--line);
      }
      .under {
        flex-direction: column;
      }
      attention-view,
      lens-table {
        flex: 1;
        border-top: 1px solid var(--line);
      }
      next-tokens {
        flex: 1;
        min-width: 0;
      }
      .again {
        align-self: center;
        margin: auto;
        padding: 3px 12px;
        border: 1px solid var(--vscode-button-border, var(--dim));
        border-radius: 3px;
        background: var(--vscode-button-secondaryBackground, var(--box));
        color: var(--vscode-button-secondaryForeground, var(--vscode-foreground));
        font: inherit;
        cursor: pointer;
      }
      .again:focus-visible {
        outline: 1px solid var(--accent);
        outline-offset: 1px;
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, () => [this.predictions, this.predictions.window]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes.disconnect();
  }

  protected override render(): TemplateResult {
    const { model, empty, predictions } = this;
    if (model !== undefined && model.layers === undefined) {
      return gptOffer(model.name, predictions);
    }
    if (empty !== undefined || model === undefined) {
      return notice(empty?.title ?? "", empty?.text, empty?.busy);
    }
    return html`<div class="top">
        ${
          VIEWS.length > 1
            ? radioGroup(VIEWS, predictions.view, l10n.t("What of the model is shown"), (view) => {
                predictions.show(view);
              })
            : nothing
        }
        <loss-line .predictions=${predictions}></loss-line>
        ${predictions.view === "next" ? html`<p class="honest">${honestWords(model)}</p>` : nothing}
      </div>
      ${this.view(model)}`;
  }

  private view(model: ModelInfo): TemplateResult {
    const { predictions, pages } = this;
    const { window } = predictions;
    if (window.isStopped) return this.renderStop();
    const shown = window.last;
    if (window.problem !== undefined) {
      return notice(l10n.t("The predictions could not be computed"), window.problem);
    }
    if (shown === undefined) return notice(l10n.t("Computing the predictions…"), "", true);
    const row = clamp((this.token ?? 0) - shown.wish.start, 0, shown.wish.length - 1);
    switch (predictions.view) {
      case "next":
        return this.next(shown, row);
      case "attention":
        return html`<attention-view
          .position=${this.position(shown, row)}
          .pages=${pages}
          .predictions=${predictions}
          .palette=${this.palette}
          .layers=${model.layers ?? 1}
          .row=${row}
        ></attention-view>`;
      case "lens":
        return html`<lens-table
          .position=${this.position(shown, row)}
          .pages=${pages}
          .predictions=${predictions}
        ></lens-table>`;
    }
  }

  private next(shown: PredictionOutcome, row: number): TemplateResult {
    const { predictions, pages } = this;
    const { window } = predictions;
    const isBeside = this.width >= BESIDE;
    return html`<div class=${isBeside ? "beside" : "under"}>
      <next-tokens
        .pages=${pages}
        .shown=${shown}
        .row=${row}
        .late=${window.isWaiting}
        .pointed=${this.pointed}
      ></next-tokens>
      <next-detail
        ?stacked=${!isBeside}
        .pages=${pages}
        .predictions=${predictions}
        .shown=${shown}
        .row=${row}
      ></next-detail>
    </div>`;
  }

  /** Which position is looked at, where no row of the pane tells. */
  private position({ wish }: PredictionOutcome, row: number): TemplateResult {
    const { pages } = this;
    const here = (pages && viewAt(pages, wish.start + row)?.quoted) ?? "…";
    const next = (pages && viewAt(pages, wish.start + row + 1)?.quoted) ?? "…";
    return stepper({
      text: l10n.t("position {0}: {1}, really next {2}", row, here, next),
      before: l10n.t("The position before"),
      next: l10n.t("The next position"),
      ...{ value: row, least: 0, most: wish.length - 1 },
      choose: (to) => {
        const index = wish.start + to;
        this.dispatchEvent(new ChooseEvent({ kind: "token", index }, false));
      },
    });
  }

  private renderStop(): TemplateResult {
    return html`${notice(l10n.t("Reading the window was stopped"), "")}
      <button
        type="button"
        class="again"
        title=${l10n.t("Compute what the model expects in this window")}
        @click=${() => {
          this.predictions.window.resume();
        }}
      >
        ${l10n.t("Compute the predictions")}
      </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "prediction-pane": PredictionPane;
  }
}
