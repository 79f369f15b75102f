import * as l10n from "../../src/shared/base/l10n";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { formatCount } from "../../src/shared/base/numbers";
import { fill } from "./canvas";
import type { StripColours } from "./stripColours";
import { paintLane } from "./stripDrawing";
import type { Lane } from "./stripLayout";

/** What of a strip the legend tells, besides what every strip has. */
interface StripParts {
  readonly hasSurprisal: boolean;
  /** Whether documents start within windows. */
  readonly hasDocuments: boolean;
}

/** What the lanes' colours and forms mean; `most` is how often a token is used that is used most. */
export function stripLegend(
  most: number,
  { hasSurprisal, hasDocuments }: StripParts,
): TemplateResult {
  const upTo = most === 1 ? l10n.t("once") : l10n.t("up to {0} times", formatCount(most));
  return html`<div class="aside legend">
    <span
      >${l10n.t("inputs")} ${sample("inputs", 0)} 0
      ${most > 1 ? html`${sample("inputs", 1 / most)} 1` : nothing}
      ${most > 0 ? html`${sample("inputs", 1)} ${upTo}` : nothing}</span
    >
    <span>${sample("targets", 1)} ${l10n.t("targets")}</span>
    <span>${sample("unused", 1)} ${l10n.t("in no window")}</span>
    ${
      hasSurprisal
        ? html`<span>${sample("surprisal", 1)} ${l10n.t("surprisal, full at ln V")}</span>`
        : nothing
    }
    ${
      hasDocuments
        ? html`<span><i class="start"></i> ${l10n.t("another document starts in a window")}</span>`
        : nothing
    }
  </div>`;
}

const sample = (lane: Lane, full: number): TemplateResult =>
  html`<canvas
    width="12"
    height="8"
    data-lane=${lane}
    data-full=${full}
    aria-hidden="true"
  ></canvas>`;

/** Paints the legend's samples in the theme's colours. */
export function paintSamples(root: ParentNode, colours: StripColours): void {
  for (const canvas of root.querySelectorAll<HTMLCanvasElement>("canvas[data-lane]")) {
    const { lane, full } = canvas.dataset;
    fill(canvas, (raster) => {
      const share = new Float32Array(raster.width).fill(Number(full));
      paintLane(lane as Lane, share, colours, 1, raster);
    });
  }
}
