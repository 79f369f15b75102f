import * as l10n from "../../src/shared/base/l10n";
import { css, html } from "lit";
import type { TemplateResult } from "lit";
import { DETAILS } from "../feeds/inspector";
import type { Inspector } from "../feeds/inspector";

/** One switch for each detail; at most one is on. */
export function detailSwitches(inspector: Inspector): TemplateResult {
  return html`<div class="switches" role="group" aria-label=${l10n.t("More about this row")}>
    ${DETAILS.map(
      ({ name, title, about }) =>
        html`<button
          title=${about()}
          data-detail=${name}
          aria-expanded=${inspector.open === name ? "true" : "false"}
          aria-controls="details"
          @click=${() => {
            inspector.toggle(name);
          }}
        >
          ${title()}
        </button>`,
    )}
  </div>`;
}

export const detailSwitchStyles = css`
  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    border-top: 1px solid var(--line);
    background: var(--box);
  }
  .foot .readout {
    flex: 1 1 300px;
    min-width: 0;
    border-top: 0;
    background: none;
  }
  .switches {
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
    padding: 1px 8px;
  }
  .switches button {
    padding: 0 6px 1px;
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 3px;
    background: none;
    color: var(--vscode-foreground);
    font: inherit;
    cursor: pointer;
  }
  .switches button:hover {
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    background: var(--vscode-toolbar-hoverBackground, #5a5d5e50);
  }
  .switches button[aria-expanded="true"] {
    outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
    background: var(--vscode-toolbar-activeBackground, #63666750);
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .switches button:focus-visible {
    outline: 1px solid var(--accent);
    outline-offset: 1px;
  }
`;
