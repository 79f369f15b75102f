import * as l10n from "../../src/shared/base/l10n";
import { css, html, LitElement, nothing } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { clamp } from "../../src/shared/base/numbers";
import type { PositionLens } from "../../src/shared/values/predictionAnswers";
import { probabilityText } from "../../src/shared/values/surprisal";
import { inlineStyle } from "../base/inlineStyle";
import { notice, noticeStyles } from "../base/notice";
import { stepperStyles } from "../base/stepper";
import { paneStyles, scrollingPaneStyles } from "../base/styles";
import { Watch } from "../base/watch";
import type { Outcome } from "../feeds/feed";
import type { LensWish, Predictions } from "../feeds/predictions";
import type { TokenPages } from "../feeds/tokenPages";
import type { Picture, ShowsPicture } from "../save/picture";
import { keyHint, takesPictureKeys } from "../save/pictureKeys";
import "../save/pictureMenu";
import { viewAt } from "../tokens/tokenCell";
import { afterBlocks, lensPicture } from "./lensPicture";
import { barStyles } from "./nextStyles";
import { candidatesOf, candidateText } from "./predictionWords";
import type { Candidate } from "./predictionWords";

/** What the chosen position's vector would predict after each block, if it were the last one. */
@customElement("lens-table")
export class LensTable extends LitElement implements ShowsPicture {
  @property({ attribute: false }) pages: TokenPages | undefined;
  @property({ attribute: false }) predictions!: Predictions;
  /** Steps from position to position. */
  @property({ attribute: false }) position: TemplateResult | typeof nothing = nothing;

  static override readonly styles = [
    paneStyles,
    scrollingPaneStyles,
    noticeStyles,
    stepperStyles,
    barStyles,
    css`
      .position {
        display: flex;
        align-items: center;
        padding: 4px 14px 0;
      }
      p {
        margin: 0;
        padding: 5px 14px 3px;
        color: var(--dim);
        font-size: var(--small);
      }
      table {
        width: calc(100% - 14px);
        border-collapse: collapse;
        table-layout: fixed;
      }
      th {
        width: 96px;
        padding: 3px 8px 3px 14px;
        color: var(--dim);
        font-size: var(--small);
        font-weight: 400;
        text-align: left;
        white-space: nowrap;
      }
      td {
        padding: 2px 4px;
      }
      th,
      td {
        border-bottom: 1px solid var(--line);
      }
      td.real {
        border: 2px solid var(--target);
      }
      .real .text {
        font-weight: 600;
      }
      .text,
      .share {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: pre;
      }
      .text {
        color: var(--vscode-editor-foreground, inherit);
        font-family: var(--mono);
      }
      .share {
        color: var(--dim);
        font-size: 10px;
        line-height: 12px;
      }
      .late {
        opacity: 0.6;
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, () => [this.pages, this.predictions.lens]);
  }

  protected override render(): TemplateResult {
    const { lens } = this.predictions;
    const { last, problem } = lens;
    if (problem !== undefined) {
      return notice(l10n.t("The predictions could not be computed"), problem);
    }
    if (last === undefined) return notice(l10n.t("Looking after each block…"), "", true);
    const name = l10n.t("The likeliest next token after each block");
    return html`<div
      class="scroller ${lens.isWaiting ? "late" : ""}"
      tabindex="0"
      role="group"
      aria-label="${name}. ${keyHint()}"
      aria-busy=${lens.isWaiting ? "true" : "false"}
      ${takesPictureKeys()}
    >
      <div class="position">
        ${this.position}<picture-menu .of=${name} .picture=${() => this.picture}></picture-menu>
      </div>
      <p>
        ${l10n.t("Final norm and head, put on the position's vector after each block: what would be predicted if the model ended there. The last row is what it really predicts.")}
      </p>
      ${this.table(last)}
    </div>`;
  }

  /** As it is copied from and saved. */
  get picture(): Picture | undefined {
    const { last } = this.predictions.lens;
    const { pages } = this;
    if (last === undefined) return undefined;
    const { wish } = last;
    const here = (pages && viewAt(pages, wish.token)?.quoted) ?? "…";
    return lensPicture({ ...last, here, nextId: this.nextId(wish) });
  }

  private nextId({ token }: LensWish): number | undefined {
    return this.pages && viewAt(this.pages, token + 1)?.id;
  }

  private table({ wish, answer }: Outcome<LensWish, PositionLens>): TemplateResult {
    const nextId = this.nextId(wish);
    const [rows] = answer.shape;
    return html`<table aria-label=${l10n.t("The likeliest next token after each block")}>
      ${Array.from(
        { length: rows },
        (_, layer) =>
          html`<tr data-layer=${layer}>
            <th scope="row">${afterBlocks(layer)}</th>
            ${candidatesOf(answer, layer).map((each) => cell(each, each.id === nextId))}
          </tr>`,
      )}
    </table>`;
  }
}

function cell(candidate: Candidate, isNext: boolean): TemplateResult {
  const { probability, id } = candidate;
  const share = probabilityText(probability);
  const text = candidateText(candidate);
  const width = `${String(clamp(probability, 0, 1) * 100)}%`;
  return html`<td
    class=${isNext ? "real" : ""}
    title=${l10n.t("{0} · id {1} · probability {2}", `'${text}'`, id, share)}
  >
    <span class="text">${isNext ? html`<span aria-hidden="true">✓</span>` : nothing}${text}</span>
    <span class="share">${share}</span>
    ${isNext ? html`<span class="heard">${l10n.t("what really comes next")}</span>` : nothing}
    <span class="bar" aria-hidden="true"><span ${inlineStyle({ width })}></span></span>
  </td>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "lens-table": LensTable;
  }
}
