import * as l10n from "../../src/shared/base/l10n";
import { css, html } from "lit";
import type { TemplateResult } from "lit";
import { TO_THE_PAGE } from "../base/paneEvents";
import type { CopiedCode } from "../../src/shared/values/copiedCode";

/** A person wants lines of PyTorch that make and print what a list shows. */
export class CodeEvent extends Event {
  static readonly type = "tokenscope-code";
  constructor(readonly code: CopiedCode) {
    super(CodeEvent.type, TO_THE_PAGE);
  }
}

/** A button that copies what a list shows as lines of PyTorch. */
export function codeButton(of: string, code: CopiedCode): TemplateResult {
  const onClick = (event: MouseEvent): void => {
    event.currentTarget?.dispatchEvent(new CodeEvent(code));
  };
  return html`<button
    class="code"
    type="button"
    aria-label=${l10n.t("Copy as PyTorch: {0}", of)}
    title=${l10n.t("Copy lines of PyTorch that print these numbers")}
    @click=${onClick}
  >
    ${l10n.t("Copy as PyTorch")}
  </button>`;
}

export const codeButtonStyles = css`
  .code {
    margin: 2px 14px 6px;
    padding: 0 6px 1px;
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 3px;
    background: none;
    color: var(--dim);
    font: inherit;
    font-size: var(--small);
    cursor: pointer;
    white-space: nowrap;
  }
  .code:hover {
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    background: var(--vscode-toolbar-hoverBackground, #5a5d5e50);
    color: var(--vscode-foreground);
  }
  .code:focus {
    outline: none;
  }
  .code:focus-visible {
    outline: 1px solid var(--accent);
  }
`;

declare global {
  interface HTMLElementEventMap {
    [CodeEvent.type]: CodeEvent;
  }
}
