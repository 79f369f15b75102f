import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { PanelDocument, PanelModel } from "../src/shared/panel";
import { formatCount, plural } from "../src/shared/numbers";

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
          ? html`<span class="tokens">${plural(document.tokenCount, "token")}</span>`
          : nothing
      }
      ${pin} ${updating ? html`<span class="updating" role="status">updating…</span>` : nothing}
    </div>
    <span class="chip ${model.kind}" title=${modelTitle(model)}>${modelText(model)}</span>
  </header>`;
}

function modelText(model: PanelModel): string {
  switch (model.kind) {
    case "building":
      return `${model.name} · building${progress(model.share)}…`;
    case "failed":
      return "no model";
    case "ready": {
      const { name, dimensions, contextLength } = model.info;
      return `${name} · ${formatCount(dimensions)}-d · ${plural(contextLength, "position")}`;
    }
  }
}

function progress(share: number | undefined): string {
  return share === undefined ? "" : ` ${String(Math.floor(100 * share))} %`;
}

function modelTitle(model: PanelModel): string {
  switch (model.kind) {
    case "building":
      return `${model.name}: the tables of token and position vectors are being built.`;
    case "failed":
      return model.message;
    case "ready": {
      const { name, vocabularySize, dimensions, contextLength } = model.info;
      const tables = [
        `token table [${String(vocabularySize)}, ${String(dimensions)}]`,
        `position table [${String(contextLength)}, ${String(dimensions)}]`,
      ];
      return `${name}: ${tables.join(", ")}`;
    }
  }
}

export const headerStyles = css`
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 4px 16px;
    min-height: 36px;
    padding: 5px 14px;
    border-bottom: 1px solid var(--line);
  }
  .document {
    display: flex;
    align-items: baseline;
    gap: 10px;
    min-width: 0;
    max-width: 100%;
  }
  .pin {
    align-self: center;
    display: flex;
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
    flex: none;
    color: var(--dim);
    font-variant-numeric: tabular-nums;
  }
  .chip {
    max-width: 100%;
    padding: 1px 10px;
    overflow: hidden;
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 11px;
    background: var(--vscode-textCodeBlock-background, var(--box));
    color: var(--vscode-foreground);
    font-size: var(--small);
    line-height: 18px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .chip.failed {
    border-color: var(--vscode-errorForeground, #f85149);
  }
`;
