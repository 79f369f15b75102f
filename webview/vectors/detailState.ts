import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Feed } from "../feeds/feed";

/** What is so in place of, or above, an answer: it is on its way, or could not be had. */
export function detailState<Wish, Answer>(feed: Feed<Wish, Answer>, busy: string): TemplateResult {
  const { problem, last } = feed;
  const text = problem ?? (feed.isBusy && last === undefined ? busy : undefined);
  const kind = problem === undefined ? "" : "problem";
  // The region stays, so that a screen reader hears of what comes into it.
  return html`<div role="status">
    ${text === undefined ? nothing : html`<p class=${kind}>${text}</p>`}
  </div>`;
}
