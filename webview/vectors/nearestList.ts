import * as l10n from "../../src/shared/base/l10n";
import { css, html, LitElement, nothing } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { clamp } from "../../src/shared/base/numbers";
import type { NearestTokens } from "../../src/shared/values/vectorAnswers";
import { fixed4 } from "../base/format";
import { HERE, withMarkup } from "../base/markup";
import { inlineStyle } from "../base/inlineStyle";
import { paneStyles } from "../base/styles";
import { Watch } from "../base/watch";
import { codeButton, codeButtonStyles } from "../save/codeButton";
import type { TokenView } from "../feeds/tokenView";
import { byteLabel, bytesAt } from "../../src/shared/values/byteLabel";
import { detailState } from "./detailState";
import { detailStyles } from "./detailStyles";
import type { Inspector, NearestWish } from "../feeds/inspector";
import type { Outcome } from "../feeds/feed";
import { radioGroupStyles } from "../base/radioGroup";
import { vectorChoice } from "./vectorChoice";

/** The vocabulary's tokens whose vectors point where the row's vector points. */
@customElement("nearest-list")
export class NearestList extends LitElement {
  @property({ attribute: false }) inspector!: Inspector;
  /** The token of the row under the crosshair. */
  @property({ attribute: false }) token: TokenView | undefined;
  @property({ attribute: false }) position = 0;

  static override readonly styles = [
    paneStyles,
    detailStyles,
    radioGroupStyles,
    codeButtonStyles,
    css`
      .row {
        grid-template-columns: minmax(0, 1fr) 6ch 64px 8ch;
      }
      .row small {
        text-align: right;
      }
      .bar {
        align-self: center;
        height: 6px;
        border: 1px solid var(--vscode-contrastBorder, transparent);
        background: var(--vscode-scrollbarSlider-background, #79797966);
      }
      .bar > div {
        height: 100%;
        background: var(--vscode-charts-blue, var(--accent));
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, () => [this.inspector, this.inspector.nearest]);
  }

  protected override render(): TemplateResult {
    const { token, position, inspector } = this;
    const { nearest, to } = inspector;
    const of = to === "input" ? l10n.t("{0} at position {1}", HERE, position) : HERE;
    const { last } = nearest;
    return html`<div class="what">
        <span class="of">${withMarkup(of, html`<b>${token?.quoted ?? "…"}</b>`)}</span>
        ${vectorChoice(to, l10n.t("Neighbors of"), (chosen) => {
          inspector.setTo(chosen);
        })}
      </div>
      ${detailState(nearest, l10n.t("Comparing with the whole vocabulary…"))}
      ${last === undefined ? nothing : this.list(last)}`;
  }

  private list({ wish, answer }: Outcome<NearestWish, NearestTokens>): TemplateResult {
    const { inspector } = this;
    // Until the newest answer comes the one before is read on, and looks it.
    const late = inspector.nearest.isBusy;
    return html`<ol
        class=${late ? "late" : ""}
        aria-label=${l10n.t("Nearest tokens by cosine")}
        aria-busy=${late ? "true" : "false"}
      >
        ${Array.from(answer.ids, (id, i) => {
          const similarity = answer.similarities[i] ?? NaN;
          const text = byteLabel(bytesAt(answer, i));
          const width = `${String(clamp(similarity, 0, 1) * 100)}%`;
          return html`<li class="row" data-id=${id}>
            <span class="text" title=${text}
              >${text === "" ? l10n.t("no text") : text}${id === wish.id ? html`<small> ${l10n.t("itself")}</small>` : nothing}</span
            >
            <small>${id}</small>
            <div class="bar" aria-hidden="true"><div ${inlineStyle({ width })}></div></div>
            <span class="number">${fixed4(similarity)}</span>
          </li>`;
        })}
      </ol>
      <p>${meaning(wish)}</p>
      ${codeButton(l10n.t("Nearest tokens"), {
        ...{ of: "nearest", id: wish.id, position: wish.position, to: wish.to },
      })}`;
  }
}

/** What the numbers mean for this model. */
function meaning({ model, to }: NearestWish): string {
  if (model.source === "seeded") {
    return l10n.t(
      "Cosine with rows of wte. {0} is not trained: its neighbors are chance.",
      model.name,
    );
  }
  return to === "token"
    ? l10n.t("Cosine of this token's row of wte with all others: near means used alike.")
    : l10n.t(
        "Cosine of token + position with all rows of wte: how much of the token the position leaves.",
      );
}

declare global {
  interface HTMLElementTagNameMap {
    "nearest-list": NearestList;
  }
}
