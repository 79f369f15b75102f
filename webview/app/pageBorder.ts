import * as l10n from "../../src/shared/base/l10n";
import { css, html, LitElement } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { ownerOf } from "../base/eventElements";
import { TO_THE_PAGE } from "../base/paneEvents";
import type { Border } from "./sectionChoices";

/** CSS pixels that a key moves a border. */
const STEP = 16;

/** A border was dragged. */
export class BorderEvent extends Event {
  static readonly type = "tokenscope-border";
  constructor(
    readonly border: Border,
    /** CSS pixels of the part before it; undefined: as it fits. */
    readonly size: number | undefined,
  ) {
    super(BorderEvent.type, TO_THE_PAGE);
  }
}

/** The border between two parts of the page: dragged, moved by keys, made to fit by a double click. */
@customElement("page-border")
export class PageBorder extends LitElement {
  @property({ attribute: false }) border: Border = "tokens";
  /** Whether it goes from top to bottom. */
  @property({ type: Boolean, reflect: true }) upright = false;
  /** Size of the part before it, CSS pixels. */
  @property({ attribute: false }) value = 0;
  private drag: { readonly at: number; readonly value: number } | undefined;

  static override readonly styles = css`
    :host {
      position: relative;
      z-index: 4;
      align-self: start;
      height: 7px;
      margin-top: -4px;
    }
    :host([upright]) {
      align-self: stretch;
      width: 7px;
      height: auto;
      margin: 0 0 0 -4px;
    }
    div {
      width: 100%;
      height: 100%;
      cursor: ns-resize;
      touch-action: none;
    }
    :host([upright]) div {
      cursor: ew-resize;
    }
    div::after {
      position: absolute;
      inset: 1px 0;
      content: "";
    }
    :host([upright]) div::after {
      inset: 0 1px;
    }
    div:hover::after,
    div:focus-visible::after {
      background: var(--vscode-sash-hoverBorder, var(--vscode-focusBorder, #0078d4));
    }
    @media (prefers-reduced-motion: no-preference) {
      div:hover::after {
        transition: background 0.1s linear 0.25s;
      }
    }
    div:focus {
      outline: none;
    }
  `;

  protected override render(): TemplateResult {
    return html`<div
      role="separator"
      tabindex="0"
      aria-orientation=${this.upright ? "vertical" : "horizontal"}
      aria-label=${this.label}
      aria-valuenow=${Math.round(this.value)}
      aria-valuemin="0"
      title=${l10n.t("Drag to resize; double-click to fit")}
      @pointerdown=${this.onDown}
      @pointermove=${this.onMove}
      @pointerup=${this.onUp}
      @pointercancel=${this.onUp}
      @dblclick=${() => {
        this.tell(undefined);
      }}
      @keydown=${this.onKey}
    ></div>`;
  }

  private get label(): string {
    switch (this.border) {
      case "tokens":
        return l10n.t("Height of the tokens");
      case "windows":
        return l10n.t("Height of the windows");
      case "left":
        return l10n.t("Width of what is left of this border");
    }
  }

  private tell(size: number | undefined): void {
    this.dispatchEvent(new BorderEvent(this.border, size));
  }

  private at(event: PointerEvent): number {
    return this.upright ? event.clientX : event.clientY;
  }

  private readonly onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    ownerOf(event, Element).setPointerCapture(event.pointerId);
    this.drag = { at: this.at(event), value: this.value };
  };

  private readonly onMove = (event: PointerEvent): void => {
    const { drag } = this;
    if (drag === undefined) return;
    const moved = this.at(event) - drag.at;
    if (moved !== 0) this.tell(drag.value + moved);
  };

  private readonly onUp = (): void => {
    this.drag = undefined;
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const [less, more] = this.upright ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
    if (event.key === less) this.tell(this.value - STEP);
    else if (event.key === more) this.tell(this.value + STEP);
    else if (event.key === "Enter") this.tell(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

declare global {
  interface HTMLElementEventMap {
    [BorderEvent.type]: BorderEvent;
  }
  interface HTMLElementTagNameMap {
    "page-border": PageBorder;
  }
}
