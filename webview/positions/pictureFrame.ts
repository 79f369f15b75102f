import { html } from "lit";
import type { TemplateResult } from "lit";

/**
 * What every picture of positions stands in: it takes the keys, and has a heading.
 * @param hint what the keys do
 * @param beside stands beside the heading
 */
export function pictureFrame(
  heading: string,
  hint: string,
  beside: TemplateResult,
  picture: TemplateResult,
): TemplateResult {
  return html`<div class="scroller" role="group" tabindex="0" aria-label="${heading}. ${hint}">
    <div class="name">
      <h3>${heading}</h3>
      ${beside}
    </div>
    ${picture}
  </div>`;
}
