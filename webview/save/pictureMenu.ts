import * as l10n from "../../src/shared/base/l10n";
import { css, html, LitElement } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property, query, queryAll, state } from "lit/decorators.js";
import { ownerOf } from "../base/eventElements";
import { shape } from "../base/format";
import { inlineStyle, px } from "../base/inlineStyle";
import { EDGE, within } from "../base/popoverPlace";
import { focusedElement } from "../base/focusedElement";
import { actOfKey, KEYS } from "./pictureActs";
import { PictureEvent } from "./picture";
import type { Picture, PictureAct } from "./picture";

const ITEMS: readonly PictureAct[] = ["value", "row", "matrix", "python", "png", "svg"];

/** A button that opens what can be done with a picture. */
@customElement("picture-menu")
export class PictureMenu extends LitElement {
  /** Of the picture, as it is when something is done with it. */
  @property({ attribute: false }) picture: (() => Picture | undefined) | undefined;
  /** Name of the picture. */
  @property({ attribute: false }) of = "";
  /** What had the focus before the menu. */
  private returnTo: HTMLElement | undefined;
  @state() private place: { readonly left: number; readonly top: number } | undefined;
  @query("button") private readonly button!: HTMLButtonElement;
  @query(".menu") private readonly menu!: HTMLElement;
  @queryAll('[role="menuitem"]') private readonly items!: NodeListOf<HTMLElement>;

  static override readonly styles = css`
    :host {
      flex: none;
      margin-left: 8px;
    }
    button {
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
    .short {
      display: none;
    }
    @container (max-width: 440px) {
      .long {
        display: none;
      }
      .short {
        display: inline;
      }
    }
    /* Where more stands beside it. */
    @container (max-width: 560px) {
      :host([crowded]) .long {
        display: none;
      }
      :host([crowded]) .short {
        display: inline;
      }
    }
    :host([current]) button {
      color: var(--vscode-foreground);
    }
    button:hover,
    button[aria-expanded="true"] {
      outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
      background: var(--vscode-toolbar-hoverBackground, #5a5d5e50);
      color: var(--vscode-foreground);
    }
    :focus {
      outline: none;
    }
    button:focus-visible {
      outline: 1px solid var(--accent);
    }
    .menu {
      position: fixed;
      inset: auto;
      margin: 0;
      padding: 4px;
      border: 1px solid var(--vscode-menu-border, var(--line));
      border-radius: 5px;
      background: var(--vscode-menu-background, var(--box));
      color: var(--vscode-menu-foreground, var(--vscode-foreground));
      font-family: var(--vscode-font-family, sans-serif);
      font-size: 12px;
      letter-spacing: normal;
      text-transform: none;
    }
    .item {
      display: flex;
      justify-content: space-between;
      gap: 24px;
      padding: 3px 10px;
      border-radius: 3px;
      cursor: pointer;
      white-space: nowrap;
    }
    .item:focus {
      outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
      outline-offset: -1px;
      background: var(--vscode-menu-selectionBackground, transparent);
      color: var(--vscode-menu-selectionForeground, var(--vscode-foreground));
    }
    .item span + span {
      opacity: 0.8;
    }
    hr {
      margin: 4px 0;
      border: 0;
      border-top: 1px solid var(--vscode-menu-separatorBackground, var(--line));
    }
  `;

  protected override render(): TemplateResult {
    const { place } = this;
    return html`<button
        type="button"
        aria-haspopup="menu"
        aria-expanded=${place === undefined ? "false" : "true"}
        aria-label=${l10n.t("Copy, save… {0}", this.of)}
        title=${l10n.t("Copy values or save the picture")}
        @click=${this.onButton}
        @keydown=${this.onButtonKey}
      >
        <span class="long">${l10n.t("Copy, save…")}</span><span class="short">…</span>
      </button>
      <div
        class="menu"
        role="menu"
        popover
        aria-label=${l10n.t("Copy or save {0}", this.of)}
        ${inlineStyle({ left: px(place?.left ?? 0), top: px(place?.top ?? 0) })}
        @keydown=${this.onMenuKey}
        @toggle=${this.onToggle}
      >
        ${place === undefined ? "" : ITEMS.map((act) => this.item(act))}
      </div>`;
  }

  private item(act: PictureAct): TemplateResult {
    const { table } = this.picture?.() ?? {};
    const columns = table?.columns ?? 0;
    const rows = columns === 0 ? 0 : (table?.values.length ?? 0) / columns;
    const titles: Readonly<Record<PictureAct, string>> = {
      value: l10n.t("Copy value"),
      row: l10n.t("Copy row of {0}", columns),
      matrix: l10n.t("Copy matrix {0}", shape(rows, columns)),
      python: l10n.t("Copy as PyTorch"),
      png: l10n.t("Save picture as PNG…"),
      svg: l10n.t("Save picture as SVG…"),
    };
    const key = KEYS[act];
    return html`${act === "png" ? html`<hr role="separator" />` : ""}
      <div
        class="item"
        role="menuitem"
        tabindex="-1"
        data-act=${act}
        aria-keyshortcuts=${key.aria}
        @click=${() => {
          this.take(act);
        }}
        @pointermove=${(event: PointerEvent) => {
          ownerOf(event, HTMLElement).focus();
        }}
      >
        <span>${titles[act]}</span><span aria-hidden="true">${key.shown}</span>
      </div>`;
  }

  /** Asks for something to be done with the picture as it is now. */
  act(act: PictureAct): void {
    const picture = this.picture?.();
    if (picture !== undefined) this.dispatchEvent(new PictureEvent(act, picture));
  }

  /** Opens the menu at a place of the window, CSS pixels, or beneath the button. */
  async open(at?: { readonly x: number; readonly y: number }): Promise<void> {
    const focused = focusedElement();
    this.returnTo = focused instanceof HTMLElement ? focused : this.button;
    const box = this.button.getBoundingClientRect();
    this.place = { left: at?.x ?? box.left, top: at?.y ?? box.bottom + 2 };
    await this.updateComplete;
    this.menu.showPopover();
    const { width, height } = this.menu.getBoundingClientRect();
    const above = box.top - height - 2;
    const { left, top } = this.place;
    const low = top + height > innerHeight - EDGE;
    this.place = {
      left: within(left, innerWidth - width),
      top: low && at === undefined && above >= EDGE ? above : within(top, innerHeight - height),
    };
    this.items[0]?.focus();
  }

  private close(): void {
    this.menu.hidePopover();
    this.returnTo?.focus();
  }

  private take(act: PictureAct): void {
    this.close();
    this.act(act);
  }

  private readonly onToggle = ({ newState }: ToggleEvent): void => {
    if (newState === "closed") this.place = undefined;
  };

  private readonly onButton = (): void => {
    if (this.place === undefined) void this.open();
    else this.close();
  };

  /** The picture around the button has uses of its own for these keys. */
  private readonly onButtonKey = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      event.stopPropagation();
      void this.open();
    } else if (event.key === "Enter" || event.key === " ") event.stopPropagation();
  };

  private readonly onMenuKey = (event: KeyboardEvent): void => {
    const items = [...this.items];
    const at = items.findIndex((item) => item.matches(":focus"));
    const targets: Partial<Record<string, number>> = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at + items.length - 1) % items.length,
      Home: 0,
      End: items.length - 1,
    };
    const to = targets[event.key];
    const act = actOfKey(event);
    if (to !== undefined) items[to]?.focus();
    else if (event.key === "Enter" || event.key === " ") items[at]?.click();
    else if (act !== undefined) this.take(act);
    else if (event.key === "Escape" || event.key === "Tab") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "picture-menu": PictureMenu;
  }
}
