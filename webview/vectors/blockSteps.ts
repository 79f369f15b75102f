import * as l10n from "../../src/shared/base/l10n";
import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { stepper, stepperStyles } from "../base/stepper";
import type { BlockFeed } from "../feeds/blockFeed";

/** After which block of a whole GPT the third heatmap's vectors are: from the input vectors on. */
export function blockSteps(feed: BlockFeed): TemplateResult | typeof nothing {
  const { blocks, layers, residual } = feed;
  if (layers === 0) return nothing;
  const state = residual.problem ?? (residual.isWaiting ? l10n.t("computing…") : undefined);
  return html`<span
    class="blocks"
    title=${l10n.t("What the blocks make of the input vectors: 0 shows these themselves")}
    >${state === undefined ? nothing : html`<span class="state" role="status" title=${state}>${state}</span>`}
    ${stepper({
      text: l10n.t("block {0} of {1}", blocks, layers),
      before: l10n.t("The block before"),
      next: l10n.t("The next block"),
      ...{ value: blocks, least: 0, most: layers },
      choose: (to) => {
        feed.choose(to);
      },
    })}</span
  >`;
}

export const blockStepStyles = [
  stepperStyles,
  css`
    .blocks {
      display: flex;
      align-items: center;
      gap: 6px;
      min-width: 0;
      margin-left: auto;
      color: var(--dim);
      font-size: var(--small);
    }
    .blocks .stepper button {
      height: 16px;
    }
    .blocks .state {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
  `,
];
