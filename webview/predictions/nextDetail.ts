import * as l10n from "../../src/shared/base/l10n";
import { css, html, LitElement, nothing } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { clamp, formatCount } from "../../src/shared/base/numbers";
import type { TokenContexts, WindowPredictions } from "../../src/shared/values/predictionAnswers";
import { natsText, probabilityOf, probabilityText } from "../../src/shared/values/surprisal";
import { inlineStyle } from "../base/inlineStyle";
import { HERE, withMarkup } from "../base/markup";
import { paneStyles } from "../base/styles";
import { Watch } from "../base/watch";
import type { Outcome } from "../feeds/feed";
import type { ContextsWish, Predictions, WindowWish } from "../feeds/predictions";
import type { TokenPages } from "../feeds/tokenPages";
import { codeButton, codeButtonStyles } from "../save/codeButton";
import { viewAt } from "../tokens/tokenCell";
import { detailState } from "../vectors/detailState";
import { detailStyles } from "../vectors/detailStyles";
import { barStyles } from "./nextStyles";
import { candidatesOf, candidateText, nextTooltip, nextWords } from "./predictionWords";
import type { Candidate } from "./predictionWords";

/** One position in full: the likeliest tokens, the real one, and what more or less context makes of it. */
@customElement("next-detail")
export class NextDetail extends LitElement {
  @property({ attribute: false }) pages: TokenPages | undefined;
  @property({ attribute: false }) predictions!: Predictions;
  @property({ attribute: false }) shown!: Outcome<WindowWish, WindowPredictions>;
  /** Position that is looked at. */
  @property({ attribute: false }) row = 0;
  /** Whether it stands beneath the rows, not beside them. */
  @property({ type: Boolean, reflect: true }) stacked = false;

  static override readonly styles = [
    paneStyles,
    detailStyles,
    codeButtonStyles,
    barStyles,
    css`
      :host {
        display: block;
        flex: none;
        width: 300px;
        overflow: auto;
        border-left: 1px solid var(--line);
        scrollbar-color: var(--vscode-scrollbarSlider-background, #79797966) transparent;
      }
      :host([stacked]) {
        width: auto;
        max-height: 58%;
        border-top: 1px solid var(--line);
        border-left: 0;
      }
      :host([stacked]) ol {
        columns: 2 200px;
        column-gap: 0;
      }
      :host([stacked]) .row {
        grid-template-columns: 2ch minmax(0, 1fr) 40px minmax(8.5ch, max-content);
      }
      :host([stacked]) .id {
        display: none;
      }
      .row {
        grid-template-columns: 2ch minmax(0, 1fr) 6ch 56px minmax(8.5ch, max-content);
        gap: 0 6px;
        padding: 0 14px;
        break-inside: avoid;
      }
      .row small {
        text-align: right;
      }
      .bar {
        align-self: center;
      }
      .real .text,
      .real .number {
        font-weight: 600;
      }
      table {
        margin: 0 14px 4px;
        border-collapse: collapse;
        font-size: var(--small);
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        padding: 0 14px 0 0;
        font-weight: 400;
        text-align: right;
      }
      th {
        color: var(--dim);
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, () => [this.pages, this.predictions, this.predictions.contexts]);
  }

  protected override render(): TemplateResult {
    const { row, pages, shown } = this;
    const { wish, answer } = shown;
    const token = wish.start + row;
    const here = pages && viewAt(pages, token);
    const next = pages && viewAt(pages, token + 1);
    const candidates = candidatesOf(answer, row);
    const nextId = answer.nextIds[row];
    const likelier = answer.ranks[row] ?? 0;
    const nats = answer.surprisal[row] ?? NaN;
    const of = l10n.t("After {0} at position {1}", HERE, row);
    const quoted = next?.quoted ?? "…";
    return html`<div class="what">
        <span class="of">${withMarkup(of, html`<b>${here?.quoted ?? "…"}</b>`)}</span>
      </div>
      <ol aria-label=${l10n.t("The likeliest next tokens")}>
        ${candidates.map((candidate, at) => line(candidate, at + 1, candidate.id === nextId))}
        ${
          likelier < candidates.length
            ? nothing
            : line(
                { id: nextId ?? 0, text: next?.text ?? "…", probability: probabilityOf(nats) },
                likelier + 1,
                true,
              )
        }
      </ol>
      <p title=${nextTooltip(quoted, likelier, nats)}>
        ${l10n.t("really next: {0}", quoted)} · ${nextWords(likelier, nats)}
      </p>
      ${this.contexts()}
      ${codeButton(l10n.t("Predictions"), { of: "prediction", window: wish.window, position: row })}`;
  }

  /** Windows overlap: what comes next is the target of several, with more context and with less. */
  private contexts(): TemplateResult | typeof nothing {
    const { contexts } = this.predictions;
    const { last } = contexts;
    if (last === undefined) return detailState(contexts, l10n.t("Reading it in other windows…"));
    return last.answer.contexts.length < 2 ? nothing : contextTable(last);
  }
}

function contextTable({ answer }: Outcome<ContextsWish, TokenContexts>): TemplateResult {
  const { contexts, surprisal, windows, count } = answer;
  return html`<p>
      ${l10n.t("With less and with more context, in {0} windows that have it as a target:", formatCount(count))}
    </p>
    <table aria-label=${l10n.t("Surprisal with less and with more context")}>
      <tr>
        <th scope="col">${l10n.t("tokens before it")}</th>
        <th scope="col">${l10n.t("window")}</th>
        <th scope="col">${l10n.t("surprisal")}</th>
      </tr>
      ${Array.from(
        contexts,
        (before, at) =>
          html`<tr>
            <td>${formatCount(before)}</td>
            <td>${(windows[at] ?? -1) < 0 ? "–" : formatCount((windows[at] ?? 0) + 1)}</td>
            <td>${natsText(surprisal[at] ?? NaN)}</td>
          </tr>`,
      )}
    </table>`;
}

function line(candidate: Candidate, rank: number, isNext: boolean): TemplateResult {
  const { id, probability } = candidate;
  const text = candidateText(candidate);
  const width = `${String(clamp(probability, 0, 1) * 100)}%`;
  return html`<li class="row ${isNext ? "real" : ""}" data-id=${id}>
    <small title=${l10n.t("rank")}>${isNext ? "✓" : formatCount(rank)}</small>
    <span
      class="text"
      title=${l10n.t("{0} · id {1} · probability {2}", `'${text}'`, id, probabilityText(probability))}
      >${text}${isNext ? html`<span class="heard">, ${l10n.t("what really comes next")}</span>` : nothing}</span
    >
    <small class="id">${id}</small>
    <span class="bar" aria-hidden="true"><span ${inlineStyle({ width })}></span></span>
    <span class="number">${probabilityText(probability)}</span>
  </li>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "next-detail": NextDetail;
  }
}
