import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Detail, Inspector } from "../feeds/inspector";

interface Pane extends ReactiveControllerHost {
  readonly inspector: Inspector | undefined;
  readonly renderRoot: ParentNode;
}

/** What a person opens comes into view, also where it lies beneath; what was open does not move. */
export class DetailReveal implements ReactiveController {
  /** The detail that was brought into view last. */
  private last: Detail | undefined | "unknown" = "unknown";

  constructor(private readonly pane: Pane) {
    pane.addController(this);
  }

  hostUpdated(): void {
    const { inspector, renderRoot } = this.pane;
    if (inspector === undefined || inspector.open === this.last) return;
    const details = renderRoot.querySelector("vector-details");
    const isOpened = this.last !== "unknown";
    if (inspector.open !== undefined && details === null && isOpened) return;
    this.last = inspector.open;
    if (isOpened) details?.scrollIntoView({ block: "nearest" });
  }
}
