import { html } from "lit";
import type { TemplateResult } from "lit";

import { keyHint, takesPictureKeys } from "../save/pictureKeys";
import "../save/pictureMenu";
import type { Picture } from "../save/picture";

/**
 * What every picture of positions stands in: it takes the keys, and has a heading.
 * @param hint what the keys do
 * @param beside stands beside the heading
 * @param copied what is copied from and saved
 */
export function pictureFrame(
  heading: string,
  hint: string,
  beside: TemplateResult,
  picture: TemplateResult,
  copied: () => Picture | undefined,
): TemplateResult {
  return html`<div
    class="scroller"
    role="group"
    tabindex="0"
    aria-label="${heading}. ${hint} ${keyHint()}"
    ${takesPictureKeys()}
  >
    <div class="name">
      <div class="head">
        <h3>${heading}</h3>
        <picture-menu .of=${heading} .picture=${copied}></picture-menu>
      </div>
      ${beside}
    </div>
    ${picture}
  </div>`;
}
