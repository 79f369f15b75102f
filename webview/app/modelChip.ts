import * as l10n from "../../src/shared/base/l10n";
import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { ModelInfo } from "../../src/shared/values/vectors";
import { formatCount } from "../../src/shared/base/numbers";
import { runtimeText } from "../../src/shared/base/runtimes";
import { arithmeticName, arithmeticText, drawsText } from "../../src/shared/base/seededDraws";
import { ChooseModelEvent } from "../base/paneEvents";
import { shape } from "../base/format";
import type { PanelModel } from "../../src/shared/protocol/panelState";

/** What a model is called by: that of an open one, or of one that is being built. */
type ModelNames = Pick<ModelInfo, "name" | "seed" | "order" | "layers">;

/** The model in a few words, in full under the mouse and for who hears it; it chooses another. */
export function modelChip(model: PanelModel, isToy: boolean): TemplateResult {
  const name = nameText(model, isToy);
  const more = moreText(model);
  const whole = `${name}${more}`;
  const title = [
    ...("info" in model || model.kind === "building" ? [whole] : []),
    ...titleLines(model),
    l10n.t("Press to choose another model."),
  ];
  const parts = html`<span>${name}</span
    >${more === "" ? nothing : html`<span class="more">${more}</span>`}`;
  // Formatted, it would have white space around the name.
  // prettier-ignore
  return html`<button
    type="button"
    class="chip ${model.kind}"
    title=${title.join("\n")}
    aria-label=${whole}
    @click=${(event: MouseEvent) => event.currentTarget?.dispatchEvent(new ChooseModelEvent())}
  >${parts}</button>`;
}

function nameText(model: PanelModel, isToy: boolean): string {
  switch (model.kind) {
    case "failed":
      return l10n.t("no model");
    case "stopped":
      return model.info === undefined
        ? l10n.t("model stopped")
        : l10n.t("Model: {0}", shortName(model.info, isToy));
    case "building":
      return l10n.t("Model: {0}", shortName(model, isToy));
    case "ready":
      return l10n.t("Model: {0}", shortName(model.info, isToy));
  }
}

/** A seeded model by where its numbers come from, as Choose Model lists it. */
function shortName(called: ModelNames, isToy: boolean): string {
  const { name, seed, order, layers } = called;
  if (seed === undefined) return name;
  if (layers !== undefined) {
    return layers === 1
      ? l10n.t("a GPT of 1 layer, seed {0}", seed)
      : l10n.t("a GPT of {0} layers, seed {1}", layers, seed);
  }
  if (isToy) return l10n.t("the toy layer, seed {0}", seed);
  return order === "notebook"
    ? l10n.t("the notebook's, seed {0}", seed)
    : l10n.t("the book's, seed {0}", seed);
}

/** What follows the name, where there is room or news. */
function moreText(model: PanelModel): string {
  return moreParts(model)
    .map((part) => ` · ${part}`)
    .join("");
}

function moreParts(model: PanelModel): string[] {
  switch (model.kind) {
    case "failed":
      return [];
    case "stopped":
      return model.info === undefined ? [] : [l10n.t("stopped")];
    case "building":
      return [
        model.share === undefined
          ? l10n.t("building…")
          : l10n.t("building {0} %…", Math.floor(100 * model.share)),
      ];
    case "ready": {
      const { dimensions, contextLength, arithmetic, heads } = model.info;
      const [width, length] = [formatCount(dimensions), formatCount(contextLength)];
      return [
        contextLength === 1
          ? l10n.t("{0}-d · {1} position", width, length)
          : l10n.t("{0}-d · {1} positions", width, length),
        ...(heads === undefined ? [] : [headsText(heads)]),
        ...(arithmetic === undefined ? [] : [arithmeticName(arithmetic)]),
        ...(model.runtime?.kind === "wasm" ? ["WebAssembly"] : []),
      ];
    }
  }
}

const headsText = (heads: number): string =>
  heads === 1 ? l10n.t("1 head") : l10n.t("{0} heads", heads);

function titleLines(model: PanelModel): string[] {
  switch (model.kind) {
    case "building":
      return [l10n.t("The tables of token and position vectors are being built.")];
    case "failed":
    case "stopped":
      return [model.message];
    case "ready": {
      const { name, vocabularySize, dimensions, contextLength } = model.info;
      return [
        l10n.t(
          "{0}: token table {1}, position table {2}",
          name,
          shape(vocabularySize, dimensions),
          shape(contextLength, dimensions),
        ),
        ...seededTexts(model.info),
        ...publishedTexts(model.info),
        ...(model.runtime === undefined ? [] : [runtimeText(model.runtime)]),
      ];
    }
  }
}

/** How the tables of a seeded model were drawn. */
function seededTexts({ seed, order, arithmetic }: ModelInfo): string[] {
  return [
    ...(seed === undefined ? [] : [l10n.t("It is not trained: its values are random.")]),
    ...(seed === undefined || order === undefined ? [] : [drawsText(seed, order)]),
    ...(arithmetic === undefined ? [] : [arithmeticText(arithmetic)]),
  ];
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

export const modelChipStyles = css`
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
  /* What is being built, or stopped, is news: where there is no room for both, the name gives way. */
  .chip.building,
  .chip.stopped {
    display: inline-flex;
  }
  :is(.building, .stopped) > span:first-child {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  :is(.building, .stopped) > .more {
    flex: none;
    white-space: pre;
  }
  /* Half of a number of dimensions tells nothing. */
  @media (max-width: 639px) {
    .ready .more {
      display: none;
    }
  }
`;
