import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";

/** A calm state in place of a view: what is so, and what to do next. */
export function notice(title: string, text = "", busy = false): TemplateResult {
  return html`<div class="notice" role="status">
    ${busy ? html`<vscode-progress-ring aria-hidden="true"></vscode-progress-ring>` : nothing}
    <div>
      <p class="what">${title}</p>
      ${text === "" ? nothing : html`<p class="next">${text}</p>`}
    </div>
  </div>`;
}

export const noticeStyles = css`
  .notice {
    display: flex;
    flex: 1;
    align-items: center;
    justify-content: center;
    gap: 14px;
    padding: 12px 24px;
  }
  .notice p {
    max-width: 56ch;
    margin: 0;
  }
  .notice .what {
    color: var(--vscode-foreground);
    font-size: 13px;
  }
  .notice .next {
    margin-top: 3px;
    color: var(--dim);
    overflow-wrap: anywhere;
  }
`;
