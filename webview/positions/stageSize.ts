import type { ReactiveController, ReactiveControllerHost } from "lit";

/** CSS pixels of the element that a picture is drawn into, which may come and go. */
export class StageSize implements ReactiveController {
  width = 0;
  height = 0;
  private stage: Element | undefined;
  private readonly sizes = new ResizeObserver(() => {
    const width = this.stage?.clientWidth ?? 0;
    const height = this.stage?.clientHeight ?? 0;
    if (width === this.width && height === this.height) return;
    this.width = width;
    this.height = height;
    this.host.requestUpdate();
  });

  constructor(
    private readonly host: ReactiveControllerHost & { readonly renderRoot: ParentNode },
    private readonly selector: string,
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    const stage = this.host.renderRoot.querySelector(this.selector) ?? undefined;
    if (stage === this.stage) return;
    this.sizes.disconnect();
    this.stage = stage;
    if (stage !== undefined) this.sizes.observe(stage);
  }

  hostDisconnected(): void {
    this.sizes.disconnect();
    this.stage = undefined;
  }
}
