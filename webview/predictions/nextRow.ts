import * as l10n from "../../src/shared/base/l10n";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { clamp } from "../../src/shared/base/numbers";
import { probabilityText, rankText, natsText } from "../../src/shared/values/surprisal";
import type { WindowPredictions } from "../../src/shared/values/predictionAnswers";
import { inlineStyle, px } from "../base/inlineStyle";
import type { TokenView } from "../feeds/tokenView";
import { candidatesOf, candidateText, nextTooltip } from "./predictionWords";
import type { Candidate } from "./predictionWords";

/** A position of the window as its row shows it. */
export interface NextRow {
  /** Position in the window. */
  readonly row: number;
  /** Document token. */
  readonly token: number;
  readonly top: number;
  readonly isChosen: boolean;
  readonly view: TokenView | undefined;
  /** What really comes next. */
  readonly next: TokenView | undefined;
  readonly answer: WindowPredictions;
}

/** The token, what really comes next, and the likeliest tokens with their probabilities. */
export function nextRow(of: NextRow): TemplateResult {
  const { row, token, top, isChosen, view, next, answer } = of;
  const likelier = answer.ranks[row] ?? 0;
  const nats = answer.surprisal[row] ?? NaN;
  const nextId = answer.nextIds[row];
  const candidates = candidatesOf(answer, row);
  return html`<div
    class="row ${isChosen ? "chosen" : ""}"
    role="row"
    id="row${row}"
    aria-rowindex=${row + 1}
    aria-selected=${isChosen ? "true" : "false"}
    data-row=${row}
    data-token=${token}
    ${inlineStyle({ top: px(top) })}
  >
    <span class="here" role="rowheader" title=${view?.quoted ?? ""}
      ><small>${row}</small><span class="text">${view?.text ?? "…"}</span></span
    >
    <span class="next" role="gridcell" title=${nextTooltip(next?.quoted ?? "…", likelier, nats)}
      ><span class="heard">${l10n.t("next")} </span><span class="sign" aria-hidden="true">→</span
      ><span class="text">${next?.text ?? "…"}</span
      ><span class="heard">
        ${l10n.t("{0}, surprisal {1}", rankText(likelier), natsText(nats))}</span
      ><small aria-hidden="true">#${likelier + 1}</small
      ><span class="number" aria-hidden="true">${nats.toFixed(2)}</span></span
    >
    ${candidates.map((candidate) => cell(candidate, candidate.id === nextId))}
  </div>`;
}

function cell(candidate: Candidate, isNext: boolean): TemplateResult {
  const { probability, id } = candidate;
  const share = probabilityText(probability);
  const text = candidateText(candidate);
  const width = `${String(clamp(probability, 0, 1) * 100)}%`;
  const about = l10n.t("{0} · id {1} · probability {2}", `'${text}'`, id, share);
  return html`<span
    class="candidate ${isNext ? "real" : ""}"
    role="gridcell"
    title=${isNext ? `${about}\n${l10n.t("what really comes next")}` : about}
    ><span class="text"
      >${isNext ? html`<span class="sign" aria-hidden="true">✓</span>` : nothing}${text}</span
    ><span class="share">${share}</span
    >${isNext ? html`<span class="heard">, ${l10n.t("what really comes next")}</span>` : nothing}<span
      class="bar"
      aria-hidden="true"
      ><span ${inlineStyle({ width })}></span></span
  ></span>`;
}
