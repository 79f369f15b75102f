import * as l10n from "../../src/shared/base/l10n";
import type { ElementPart } from "lit/directive.js";
import { directive, Directive } from "lit/directive.js";
import { noChange } from "lit";
import { around } from "../base/eventElements";
import { focusedElement } from "../base/focusedElement";
import { actOfKey, KEYS } from "./pictureActs";
import type { PictureMenu } from "./pictureMenu";

/** Ends a picture's hint. */
export const keyHint = (): string =>
  l10n.t(
    "{0} copies the value, R the row, M the matrix, T lines of PyTorch; P saves a PNG file, S an SVG file.",
    KEYS.value.shown,
  );

/** Somebody copies while this part of the page has the focus. Prevented by whoever takes it. */
class CopyEvent extends Event {
  static readonly type = "tokenscope-copy";
  constructor() {
    super(CopyEvent.type, { bubbles: true, composed: true, cancelable: true });
  }
}

/**
 * Hands the browser's copying to the part that has the focus: the browser tells it where the last
 * selection was. Until the returned function is called.
 */
export function watchCopying(): () => void {
  const onCopy = (event: ClipboardEvent): void => {
    const focused = focusedElement();
    if (focused === null || hasSelectedText(focused)) return;
    if (!focused.dispatchEvent(new CopyEvent())) event.preventDefault();
  };
  document.addEventListener("copy", onCopy);
  return () => {
    document.removeEventListener("copy", onCopy);
  };
}

/** Chromium knows what is selected inside a shadow root by this root alone. */
function hasSelectedText(focused: Element): boolean {
  const root = focused.getRootNode() as Partial<Pick<Document, "getSelection">>;
  return (root.getSelection?.() ?? document.getSelection())?.type === "Range";
}

/**
 * Makes an element take the keys and the context menu for the pictures in it, of which each has
 * its `<picture-menu>`. Where there are several, the one under the pointer is meant, or the last.
 */
class TakesPictureKeys extends Directive {
  private area: HTMLElement | undefined;
  private pointed: Element | undefined;

  override render(): typeof noChange {
    return noChange;
  }

  override update(part: ElementPart): typeof noChange {
    const { element } = part;
    if (this.area !== element && element instanceof HTMLElement) this.listen(element);
    return noChange;
  }

  private listen(area: HTMLElement): void {
    this.area = area;
    area.addEventListener("keydown", (event) => {
      const act = actOfKey(event);
      if (act === undefined) return;
      event.preventDefault();
      this.menu(event)?.act(act);
    });
    area.addEventListener(CopyEvent.type, (event) => {
      event.preventDefault();
      this.menu(event)?.act("value");
    });
    area.addEventListener("contextmenu", (event) => {
      const menu = this.menu(event);
      if (menu === undefined) return;
      event.preventDefault();
      const { clientX: x, clientY: y } = event;
      void menu.open({ x, y });
    });
    area.addEventListener("pointerover", (event) => {
      const section = sectionOf(event);
      if (section !== undefined) this.pointed = section;
      this.mark();
    });
  }

  private get menus(): PictureMenu[] {
    return [...(this.area?.querySelectorAll("picture-menu") ?? [])];
  }

  private menu(event: Event): PictureMenu | undefined {
    const within = sectionOf(event)?.querySelector("picture-menu");
    return within ?? this.current();
  }

  private current(): PictureMenu | undefined {
    const pointed = this.pointed?.isConnected === true ? this.pointed : undefined;
    return pointed?.querySelector("picture-menu") ?? this.menus.at(-1);
  }

  private mark(): void {
    const current = this.current();
    for (const menu of this.menus) menu.toggleAttribute("current", menu === current);
  }
}

const sectionOf = (event: Event): Element | undefined => around(event, "section");

/** `<div tabindex="0" ${takesPictureKeys()}>` */
export const takesPictureKeys = directive(TakesPictureKeys);

declare global {
  interface HTMLElementEventMap {
    [CopyEvent.type]: CopyEvent;
  }
}
