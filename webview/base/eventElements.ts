import { InvariantError } from "../../src/shared/base/invariantError";

/**
 * The element of a template that hears an event.
 * @throws {InvariantError} where that is another kind of element than the template has
 */
export function ownerOf<T extends Element>(event: Event, kind: abstract new () => T): T {
  const { currentTarget } = event;
  if (currentTarget instanceof kind) return currentTarget;
  throw new InvariantError(`${event.type} was not heard on ${kind.name}`);
}

/** The nearest element around what an event is about that fits a selector, within its shadow root. */
export function around(event: Event, selector: string): HTMLElement | undefined {
  const { target } = event;
  return target instanceof Element
    ? (target.closest<HTMLElement>(selector) ?? undefined)
    : undefined;
}
