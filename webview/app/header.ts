import * as l10n from "../../src/shared/base/l10n";
import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { tokensText, charactersText, bytesText } from "../../src/shared/base/countWords";
import { modelChip } from "./modelChip";
import type { PanelDocument, PanelModel } from "../../src/shared/protocol/panelState";

/** What is looked at, and with which model. */
export function header(
  document: PanelDocument,
  model: PanelModel,
  updating: boolean,
  pin: TemplateResult | typeof nothing,
): TemplateResult {
  return html`<header>
    <div class="document">
      ${
        document.kind === "none"
          ? html`<h1>Tokenscope</h1>`
          : html`<h1 title=${document.name}>${document.name}</h1>`
      }
      ${
        document.kind === "ready"
          ? html`<span
              class="tokens"
              title="${charactersText(document.length)} · ${bytesText(document.byteLength)}"
              >${tokensText(document.tokenCount)}</span
            >`
          : nothing
      }
      ${pin}
      ${updating ? html`<span class="updating" role="status">${l10n.t("updating…")}</span>` : nothing}
    </div>
    ${modelChip(model, document.kind === "ready" && document.layer?.isToy === true)}
  </header>`;
}

export const headerStyles = css`
  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 4px 12px;
    min-height: 30px;
    padding: 3px 14px;
    border-bottom: 1px solid var(--line);
  }
  .document {
    display: flex;
    align-items: baseline;
    gap: 10px;
    flex: 1 1 auto;
    min-width: 50%;
  }
  .pin {
    align-self: center;
    display: flex;
    flex: none;
    padding: 2px;
    border: 1px solid transparent;
    border-radius: 4px;
    background: none;
    color: var(--vscode-icon-foreground, var(--vscode-foreground));
    cursor: pointer;
  }
  .pin:hover {
    background: var(--vscode-toolbar-hoverBackground, #5a5d5e50);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
  }
  .pin[aria-pressed="true"] {
    border-color: var(--vscode-inputOption-activeBorder, var(--accent));
    background: var(--vscode-inputOption-activeBackground, transparent);
  }
  .pin:focus-visible {
    outline: 1px solid var(--accent);
  }
  h1 {
    margin: 0;
    overflow: hidden;
    font-size: 13px;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .tokens,
  .updating {
    flex: 0 1000 auto;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--dim);
    font-variant-numeric: tabular-nums;
  }
`;
