import { messageOf } from "../../src/shared/base/rpc";
import { WindowOrder } from "../../src/windows/windowOrder";
import type { PanelLoader } from "../../src/shared/protocol/panelState";

type Draw = (
  samples: number,
  seed: number,
  epoch: number,
) => Promise<Uint32Array<ArrayBuffer> | undefined>;

/** The order of the loader told last, asked for where it is shuffled. */
export class OrderFeed {
  /** Why the order could not be had. */
  problem: string | undefined;
  private wanted: string | undefined;
  private isAsking = false;
  private known: { readonly key: string; readonly order: WindowOrder } | undefined;

  constructor(
    private readonly draw: Draw,
    private readonly changed: () => void,
  ) {}

  /** Undefined while the order is not there; `changed` tells of it. */
  of({ options, samples }: PanelLoader): WindowOrder | undefined {
    if (!options.shuffle) {
      this.wanted = this.problem = undefined;
      this.isAsking = false;
      return new WindowOrder(samples);
    }
    const { seed, epoch } = options;
    const key = [samples, seed, epoch].join(" ");
    if (this.known?.key === key) return this.known.order;
    if (this.wanted !== key) void this.ask(key, samples, seed, epoch);
    return undefined;
  }

  /** Lets an order be asked for again that could not be had. */
  retry(): void {
    if (!this.isAsking) this.wanted = undefined;
  }

  private async ask(key: string, samples: number, seed: number, epoch: number): Promise<void> {
    this.wanted = key;
    this.isAsking = true;
    this.problem = undefined;
    try {
      const order = await this.draw(samples, seed, epoch);
      if (this.wanted !== key) return;
      this.isAsking = false;
      // Not this loader's any more: another is about to be told.
      if (order?.length !== samples) return;
      this.known = { key, order: new WindowOrder(samples, order) };
    } catch (error) {
      if (this.wanted !== key) return;
      this.isAsking = false;
      this.problem = messageOf(error);
    }
    this.changed();
  }
}
