import { noChange } from "lit";
import type { DirectiveResult, ElementPart } from "lit/directive.js";
import { directive, Directive } from "lit/directive.js";

/** A class of events of the page, which are dispatched by its `type`. */
export interface EventKind<E extends Event> {
  readonly type: keyof HTMLElementEventMap;
  new (...args: never[]): E;
}

type Listener = (event: Event) => void;

class On extends Directive {
  private element: Element | undefined;
  private listener: Listener | undefined;

  override render(_type: string, _listener: Listener): typeof noChange {
    return noChange;
  }

  override update({ element }: ElementPart, [type, listener]: [string, Listener]): typeof noChange {
    this.listener = listener;
    if (element === this.element) return noChange;
    this.element = element;
    element.addEventListener(type, (event) => this.listener?.(event));
    return noChange;
  }
}

const listen = directive(On);

/**
 * Hears events of the page on an element of a template, by their class, so that the compiler knows
 * what comes: `<heat-map ${on(HeatPanEvent, this.pan)}>`. The browser's own have Lit's `@click`.
 */
export function on<E extends Event>(
  kind: EventKind<E>,
  listener: (event: E) => void,
): DirectiveResult {
  return listen(kind.type, listener as Listener);
}
