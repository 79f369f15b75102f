import { directive, Directive } from "lit/directive.js";
import type { ElementPart } from "lit/directive.js";

type Declarations = Readonly<Record<string, string>>;

/**
 * Sets style properties of an element through its CSSOM. lit's own styleMap writes the style
 * attribute at first, which a policy without 'unsafe-inline' forbids.
 */
class InlineStyle extends Directive {
  private before: Declarations = {};

  override render(now: Declarations): Declarations {
    return now;
  }

  override update(part: ElementPart, [now]: [Declarations]): void {
    const { style } = part.element as HTMLElement;
    for (const name of Object.keys(this.before)) if (!(name in now)) style.removeProperty(name);
    for (const [name, value] of Object.entries(now)) {
      if (this.before[name] !== value) style.setProperty(name, value);
    }
    this.before = now;
  }
}

/** `<div ${placed({ top: "8px" })}>` */
export const inlineStyle = directive(InlineStyle);

export const px = (length: number): string => `${String(length)}px`;
