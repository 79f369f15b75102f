import assert from "node:assert/strict";
import type { ReactiveController } from "lit";
import { Observable } from "../../../../src/shared/base/observable";
import { Watch } from "../../../../webview/base/watch";

/** A source that tells how many watch it, and can change. */
class Source extends Observable {
  /** How many there are. */
  watching = 0;
  override watch(changed: () => void): () => void {
    const end = super.watch(changed);
    this.watching++;
    return () => {
      this.watching--;
      end();
    };
  }
  change(): void {
    this.notify();
  }
}

/** A part of the page as Lit has one: updates when asked, and tells its controller. */
class Part {
  updates = 0;
  controller: ReactiveController | undefined;
  readonly updateComplete = Promise.resolve(true);
  addController(controller: ReactiveController): void {
    this.controller = controller;
  }
  removeController(): void {
    this.controller = undefined;
  }
  requestUpdate(): void {
    this.updates++;
    this.controller?.hostUpdate?.();
  }
}

describe("A part that watches what it shows", () => {
  let shown: (Source | undefined)[];
  let part: Part;
  const [one, two] = [new Source(), new Source()];

  beforeEach(() => {
    shown = [one, undefined];
    part = new Part();
    new Watch(part, () => shown);
    part.controller?.hostConnected?.();
    assert.equal(part.updates, 1);
  });
  afterEach(() => {
    part.controller?.hostDisconnected?.();
    assert.deepEqual([one.watching, two.watching], [0, 0]);
  });

  it("is updated for each change, and for none of what it does not show", () => {
    one.change();
    one.change();
    two.change();
    assert.equal(part.updates, 3);
  });

  it("watches what it shows since its last update, once each", () => {
    shown = [two, undefined];
    part.requestUpdate();
    assert.deepEqual([one.watching, two.watching], [0, 1]);
    one.change();
    two.change();
    assert.equal(part.updates, 3);
  });

  it("watches nothing while it is away, and shows what changed once it is back", () => {
    part.controller?.hostDisconnected?.();
    one.change();
    assert.equal(part.updates, 1);
    part.controller?.hostConnected?.();
    assert.equal(part.updates, 2);
    one.change();
    assert.equal(part.updates, 3);
  });
});
