import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Observable } from "../../src/shared/base/observable";

type Sources = readonly (Observable | undefined)[];

/** Has a part of the page rendered anew whenever something that it shows has changed. */
export class Watch implements ReactiveController {
  private sources: Sources = [];
  private ends: readonly (() => void)[] = [];
  private isConnected = false;

  /** @param sourcesNow what the part shows, which may be others after any update */
  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly sourcesNow: () => Sources,
  ) {
    host.addController(this);
  }

  /** What changed while the part was away is shown once it is back. */
  hostConnected(): void {
    this.isConnected = true;
    this.host.requestUpdate();
  }

  hostUpdate(): void {
    // A part that was asked to render and then taken away renders nevertheless.
    if (!this.isConnected) return;
    const now = this.sourcesNow();
    const { sources } = this;
    if (now.length === sources.length && now.every((each, at) => each === sources[at])) return;
    this.end();
    this.sources = now;
    this.ends = now.flatMap((source) => source?.watch(this.changed) ?? []);
  }

  hostDisconnected(): void {
    this.isConnected = false;
    this.end();
  }

  private end(): void {
    for (const end of this.ends) end();
    this.sources = this.ends = [];
  }

  private readonly changed = (): void => {
    this.host.requestUpdate();
  };
}
