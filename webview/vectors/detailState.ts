import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { ModelInfo } from "../../src/shared/values/vectors";
import type { NewestFeed } from "../feeds/newestFeed";

/** What is so in place of, or above, an answer: it is on its way, or could not be had. */
export function detailState<Wish extends { readonly model: ModelInfo }, Answer>(
  feed: NewestFeed<Wish, Answer>,
  busy: string,
): TemplateResult {
  const { problem, shown } = feed;
  const text = problem ?? (feed.isBusy && shown === undefined ? busy : undefined);
  const kind = problem === undefined ? "" : "problem";
  // The region stays, so that a screen reader hears of what comes into it.
  return html`<div role="status">
    ${text === undefined ? nothing : html`<p class=${kind}>${text}</p>`}
  </div>`;
}
