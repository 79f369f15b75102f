import * as l10n from "../../src/shared/base/l10n";
import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { OpenModelEvent } from "../base/paneEvents";
import type { PanelModel } from "../../src/shared/protocol/panelState";

/** What happened to the worker that had the model open, with a button that opens it again. */
export function stoppedNote(model: PanelModel): TemplateResult | typeof nothing {
  if (model.kind !== "stopped") return nothing;
  const open = (event: MouseEvent): void => {
    event.currentTarget?.dispatchEvent(new OpenModelEvent());
  };
  return html`<p class="note stopped" role="status">
    <span>${model.message}</span>
    <button
      type="button"
      title=${l10n.t("Start the vector worker and open the model again")}
      @click=${open}
    >
      ${l10n.t("Start again")}
    </button>
  </p>`;
}

export const stoppedNoteStyles = css`
  .note.stopped {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    border-left: 3px solid var(--vscode-errorForeground, #f85149);
  }
  .note.stopped button {
    padding: 2px 10px;
    border: 1px solid var(--vscode-button-border, var(--vscode-contrastBorder, transparent));
    border-radius: 3px;
    background: var(--vscode-button-secondaryBackground, var(--box));
    color: var(--vscode-button-secondaryForeground, var(--vscode-foreground));
    font: inherit;
    cursor: pointer;
  }
  .note.stopped button:hover {
    background: var(--vscode-button-secondaryHoverBackground, var(--box));
  }
  .note.stopped button:focus-visible {
    outline: 1px solid var(--accent);
    outline-offset: 1px;
  }
`;
