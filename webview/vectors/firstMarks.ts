import * as l10n from "../../src/shared/base/l10n";
import { css, html, nothing } from "lit";
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from "lit";
import { FirstMarksEvent } from "../base/paneEvents";
import { inlineStyle, px } from "../base/inlineStyle";
import type { VectorTable } from "./vectorPicture";

/** Not when a button is pressed: what stands beside a mark would move away under the click. */
const ENDS = ["keydown", "click", "contextmenu"];

/**
 * Whether the marks of the first open are shown: from the first look at the vectors on, until a
 * person does anything. They take neither the focus nor a click.
 */
export class FirstMarks implements ReactiveController {
  areShown = false;
  private areDone = false;
  private seen: string | undefined;

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  /**
   * @param areWanted whether the person has never seen them
   * @param at what changes when the person does something in the editor; undefined while there are
   * no pictures to mark
   */
  look(areWanted: boolean, at: string | undefined): void {
    if (this.areShown) {
      if (at !== this.seen) this.close();
      return;
    }
    if (this.areDone || !areWanted || at === undefined) return;
    this.areShown = this.areDone = true;
    this.seen = at;
    for (const type of ENDS) window.addEventListener(type, this.close, true);
    this.host.dispatchEvent(new FirstMarksEvent());
  }

  hostDisconnected(): void {
    this.close();
  }

  private readonly close = (): void => {
    if (!this.areShown) return;
    this.areShown = false;
    for (const type of ENDS) window.removeEventListener(type, this.close, true);
    this.host.requestUpdate();
  };
}

/** Stands beside the heading of a heatmap, above what it is of. */
export function markOf(name: VectorTable["name"]): TemplateResult {
  return html`<span class="mark"
    >${text(name)} <span aria-hidden="true">${sign(name)}</span></span
  >`;
}

/**
 * A frame around what the mark is of: a row, a column, all of the sum. Nothing in it is hidden.
 * @param rowHeight CSS pixels
 */
export function markedPart(name: VectorTable["name"], rowHeight: number): TemplateResult {
  const height = name === "token" ? { height: px(rowHeight) } : {};
  return html`<div class="marked ${name}" aria-hidden="true" ${inlineStyle(height)}></div>`;
}

/** Read aloud once; also says how they go. */
export function marksSentence(areShown: boolean): TemplateResult {
  return html`<div class="marks-said heard" role="status">
    ${
      areShown
        ? l10n.t(
            "Each row is a token, each column a dimension, and the third picture is the sum of the two above. Any key or click closes these marks.",
          )
        : nothing
    }
  </div>`;
}

function text(name: VectorTable["name"]): string {
  switch (name) {
    case "token":
      return l10n.t("row = token");
    case "position":
      return l10n.t("column = dimension");
    case "input":
      return l10n.t("sum of the two above");
  }
}

const sign = (name: VectorTable["name"]): string =>
  ({ token: "↤", position: "↧", input: "↥" })[name];

export const firstMarkStyles = css`
  .mark {
    flex: none;
    margin-left: auto;
    padding: 0 8px;
    border: 1px solid var(--vscode-contrastActiveBorder, var(--accent));
    border-radius: 9px;
    background: var(--vscode-editorWidget-background, var(--box));
    color: var(--vscode-editorWidget-foreground, var(--vscode-foreground));
    font-size: var(--small);
    line-height: 16px;
    white-space: nowrap;
    pointer-events: none;
  }
  /* Where it is narrow, headings make room for theirs. */
  @media (max-width: 600px) {
    .name:has(.mark) .sign {
      width: 36px;
    }
    .name:has(.mark) .sign:empty {
      width: 14px;
      padding: 0;
    }
  }
  .map {
    position: relative;
  }
  .marked {
    position: absolute;
    inset: 0;
    outline: 2px solid var(--vscode-contrastActiveBorder, var(--accent));
    outline-offset: -1px;
    pointer-events: none;
  }
  .marked.token {
    bottom: auto;
  }
  .marked.position {
    left: auto;
    width: 10px;
  }
  .marked.input {
    left: var(--gutter);
  }
`;
