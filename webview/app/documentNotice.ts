import * as l10n from "../../src/shared/base/l10n";
import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { OpenedKind } from "../../src/shared/protocol/panel";
import { OpenDocumentEvent } from "../base/paneEvents";
import { notice } from "../base/notice";
import type { PanelDocument } from "../../src/shared/protocol/panelState";

function openButton(kind: OpenedKind, text: string, title: string): TemplateResult {
  const open = (event: MouseEvent): void => {
    event.currentTarget?.dispatchEvent(new OpenDocumentEvent(kind));
  };
  return html`<button type="button" class="open" title=${title} @click=${open}>${text}</button>`;
}

/** What stands in place of the panes while there are no tokens to show. */
export function documentNotice(document: PanelDocument): TemplateResult | typeof nothing {
  switch (document.kind) {
    case "none":
      return html`<div class="empty">
        ${notice(l10n.t("Nothing to show yet"), document.message)}
        <div class="begin">
          ${openButton("file", l10n.t("Open File…"), l10n.t("Choose a text file and see its tokens"))}
          ${openButton("sample", l10n.t("Open Sample Text"), l10n.t("A short text that comes with Tokenscope, read-only"))}
          ${openButton("toyExample", l10n.t("Open the Chapter's List of Ids"), l10n.t("The chapter's first example: the ids [2, 3, 5, 1] and the toy layer Embedding(6, 3)"))}
        </div>
      </div>`;
    case "busy":
      return notice(
        l10n.t("Reading {0}…", document.name),
        l10n.t("Its tokens appear as soon as they are known."),
        true,
      );
    case "failed":
      return notice(l10n.t("The tokens of {0} could not be made", document.name), document.message);
    case "ready":
      return nothing;
  }
}

export const emptyStyles = css`
  .empty {
    display: flex;
    flex: 1;
    flex-direction: column;
    justify-content: center;
    gap: 4px;
  }
  .empty > .notice {
    flex: none;
  }
  .begin {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 8px;
    padding: 4px 24px 12px;
  }
  .open {
    padding: 4px 12px;
    border: 1px solid var(--vscode-button-border, var(--vscode-contrastBorder, transparent));
    border-radius: 3px;
    background: var(--vscode-button-secondaryBackground, var(--box));
    color: var(--vscode-button-secondaryForeground, var(--vscode-foreground));
    font: inherit;
    cursor: pointer;
  }
  .open:first-child {
    background: var(--vscode-button-background, #0078d4);
    color: var(--vscode-button-foreground, #ffffff);
  }
  .open:hover {
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    background: var(--vscode-button-hoverBackground, #026ec1);
    color: var(--vscode-button-foreground, #ffffff);
  }
  .open:focus-visible {
    outline: 1px solid var(--accent);
    outline-offset: 2px;
  }
`;
