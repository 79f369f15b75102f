import * as l10n from "../../src/shared/base/l10n";
import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { ModelInfo } from "../../src/shared/values/vectors";
import { runtimeText } from "../../src/shared/base/runtimes";
import { formatCount, tokensText } from "../../src/shared/base/numbers";
import { arithmeticName, arithmeticText, drawsText } from "../../src/shared/base/seededDraws";
import { ChooseModelEvent } from "../base/events";
import { bytesText, charactersText } from "../base/counts";
import { shape } from "../base/format";
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
    <button
      type="button"
      class="chip ${model.kind}"
      title=${[modelTitle(model), l10n.t("Press to choose another model.")].join("\n")}
      @click=${(event: Event) => event.currentTarget?.dispatchEvent(new ChooseModelEvent())}
      .textContent=${modelText(model)}
    ></button>
  </header>`;
}

function modelText(model: PanelModel): string {
  switch (model.kind) {
    case "building":
      return buildingText(model.name, model.share);
    case "failed":
      return l10n.t("no model");
    case "stopped":
      return model.info === undefined
        ? l10n.t("model stopped")
        : l10n.t("{0} · stopped", model.info.name);
    case "ready": {
      const { name, dimensions, contextLength, arithmetic } = model.info;
      const [width, length] = [formatCount(dimensions), formatCount(contextLength)];
      const tables =
        contextLength === 1
          ? l10n.t("{0} · {1}-d · {2} position", name, width, length)
          : l10n.t("{0} · {1}-d · {2} positions", name, width, length);
      return [
        tables,
        ...(arithmetic === undefined ? [] : [arithmeticName(arithmetic)]),
        ...(model.runtime?.kind === "wasm" ? ["WebAssembly"] : []),
      ].join(" · ");
    }
  }
}

function buildingText(name: string, share: number | undefined): string {
  return share === undefined
    ? l10n.t("{0} · building…", name)
    : l10n.t("{0} · building {1} %…", name, Math.floor(100 * share));
}

function modelTitle(model: PanelModel): string {
  switch (model.kind) {
    case "building":
      return l10n.t("{0}: the tables of token and position vectors are being built.", model.name);
    case "failed":
    case "stopped":
      return model.message;
    case "ready": {
      const { name, vocabularySize, dimensions, contextLength } = model.info;
      const tables = l10n.t(
        "{0}: token table {1}, position table {2}",
        name,
        shape(vocabularySize, dimensions),
        shape(contextLength, dimensions),
      );
      return [
        tables,
        ...seededTexts(model.info),
        ...publishedTexts(model.info),
        ...(model.runtime === undefined ? [] : [runtimeText(model.runtime)]),
      ].join("\n");
    }
  }
}

/** How the tables of a seeded model were drawn. */
function seededTexts({ seed, order, arithmetic }: ModelInfo): string[] {
  if (seed === undefined || order === undefined || arithmetic === undefined) return [];
  return [drawsText(seed, order), arithmeticText(arithmetic)];
}

/** Whether a file is GPT-2's, where its size says that it may be. */
function publishedTexts({ isPublishedGpt2 }: ModelInfo): string[] {
  if (isPublishedGpt2 === undefined) return [];
  return [
    isPublishedGpt2
      ? l10n.t("The file is GPT-2's model.safetensors as it is published, by its SHA-256.")
      : l10n.t("The file has the size of GPT-2's model.safetensors, but not its SHA-256."),
  ];
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
  .chip {
    flex: 0 1 auto;
    min-width: 0;
    padding: 1px 10px;
    overflow: hidden;
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 11px;
    background: var(--vscode-textCodeBlock-background, var(--box));
    color: var(--vscode-foreground);
    font: inherit;
    font-size: var(--small);
    line-height: 18px;
    cursor: pointer;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .chip:hover {
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    background: var(--vscode-toolbar-hoverBackground, #5a5d5e50);
  }
  .chip:focus-visible {
    outline: 1px solid var(--accent);
  }
  .chip.failed,
  .chip.stopped {
    border-color: var(--vscode-errorForeground, #f85149);
  }
`;
