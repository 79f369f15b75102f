import assert from "node:assert/strict";
import { InvariantError } from "../../../../src/shared/base/invariantError";
import { around, ownerOf } from "../../../../webview/base/eventElements";

/** As much of an element as events are heard on: it has a name, and lies in another. */
class Part extends EventTarget {
  constructor(
    readonly name: string,
    private readonly parent?: Part,
  ) {
    super();
  }

  closest(selector: string): Part | null {
    return this.name === selector ? this : (this.parent?.closest(selector) ?? null);
  }
}
class Field extends Part {}

/** What a listener of `element` makes of an event that it hears. */
function heardOn<T>(element: Part, use: (event: Event) => T): T {
  let answer: { readonly value: T } | { readonly error: unknown } | undefined;
  const listen = (event: Event): void => {
    try {
      answer = { value: use(event) };
    } catch (error) {
      answer = { error };
    }
  };
  element.addEventListener("change", listen);
  element.dispatchEvent(new Event("change"));
  element.removeEventListener("change", listen);
  assert.ok(answer !== undefined);
  if ("error" in answer) throw answer.error;
  return answer.value;
}

const field = Field as unknown as new () => Element;

describe("The element of an event", () => {
  const kept = Object.getOwnPropertyDescriptor(globalThis, "Element");
  beforeEach(() => Object.assign(globalThis, { Element: Part }));
  afterEach(() => {
    if (kept === undefined) Reflect.deleteProperty(globalThis, "Element");
    else Object.defineProperty(globalThis, "Element", kept);
  });

  it("is the one that hears it, where it is of the kind that the template has", () => {
    const heard = new Field("select");
    assert.equal(
      heardOn(heard, (event) => ownerOf(event, field)),
      heard,
    );
  });
  it("is no element of another kind, which is told with the event's name", () => {
    assert.throws(
      () => heardOn(new Part("select"), (event) => ownerOf(event, field)),
      (error) =>
        error instanceof InvariantError && error.message === "change was not heard on Field",
    );
  });
  it("is not asked for after the event, when nobody hears it any more", () => {
    const event = new Event("change");
    new Field("select").dispatchEvent(event);
    assert.throws(() => ownerOf(event, field), InvariantError);
  });
  it("has around it the nearest that fits a selector, itself among them", () => {
    const far = new Part("[data-row]");
    const near = new Part("[data-row]", far);
    for (const element of [near, new Part("b", near), new Part("i", new Part("b", near))]) {
      assert.equal(
        heardOn(element, (event) => around(event, "[data-row]")),
        near,
      );
    }
  });
  it("has nothing around it where none fits, or where the event is about no element", () => {
    const lone = new Part("b", new Part("p"));
    assert.equal(
      heardOn(lone, (event) => around(event, "[data-row]")),
      undefined,
    );
    const event = new Event("change");
    new EventTarget().dispatchEvent(event);
    assert.equal(around(event, "[data-row]"), undefined);
  });
});
