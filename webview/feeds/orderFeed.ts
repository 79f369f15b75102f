import type { PanelLoader } from "../../src/shared/protocol/panelState";
import { WindowOrder } from "../../src/windows/windowOrder";
import { Feed } from "./feed";

interface OrderWish {
  readonly samples: number;
  readonly seed: number;
  readonly epoch: number;
}

type Draw = (
  samples: number,
  seed: number,
  epoch: number,
) => Promise<Uint32Array<ArrayBuffer> | undefined>;

/** The order of the newest loader's windows, asked for where it is shuffled. */
export class OrderFeed extends Feed<OrderWish, WindowOrder> {
  constructor(draw: Draw) {
    super(async ({ samples, seed, epoch }) => {
      const order = await draw(samples, seed, epoch);
      // Not this loader's any more: another is about to come.
      return order?.length === samples ? new WindowOrder(samples, order) : undefined;
    });
  }

  /** Undefined while the order is not there. */
  of({ options, samples }: PanelLoader): WindowOrder | undefined {
    const { shuffle, seed, epoch } = options;
    this.want(shuffle ? { samples, seed, epoch } : undefined);
    return shuffle ? this.current : new WindowOrder(samples);
  }

  /** As `of`; an order that could not be had is asked for once more. */
  renew(loader: PanelLoader): void {
    this.of(loader);
    this.restart();
  }
}
