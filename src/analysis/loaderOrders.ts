import { Latest } from "../shared/base/latest";
import { WindowOrder } from "../windows/windowOrder";
import type { ShuffledOrder } from "../workers/tokenService";

/** What a shuffled order depends on. */
export interface Shuffle {
  readonly samples: number;
  readonly seed: number;
  readonly epoch: number;
}

/** The shuffled order asked for last, which the token worker draws. */
export class LoaderOrders {
  private readonly latest = new Latest();
  private newest: { readonly key: string; readonly answer: Promise<WindowOrder> } | undefined;
  private known: { readonly key: string; readonly order: WindowOrder } | undefined;

  /** @param changed called when an order that was asked for is there */
  constructor(
    private readonly draw: (shuffle: Shuffle) => Promise<ShuffledOrder>,
    private readonly changed: () => void,
  ) {}

  /** Undefined while it is being drawn; `changed` tells when it is there. */
  of(shuffle: Shuffle): WindowOrder | undefined {
    if (this.known?.key === keyOf(shuffle)) return this.known.order;
    // Whoever needs it to go on gets the error from `settled`.
    this.whenDrawn(shuffle).catch(() => undefined);
    return undefined;
  }

  /** @throws when the worker died of it */
  whenDrawn(shuffle: Shuffle): Promise<WindowOrder> {
    const key = keyOf(shuffle);
    if (this.newest?.key !== key) this.newest = { key, answer: this.ask(shuffle, key) };
    return this.newest.answer;
  }

  private async ask(shuffle: Shuffle, key: string): Promise<WindowOrder> {
    const signal = this.latest.begin();
    try {
      const { order, places } = await this.draw(shuffle);
      const drawn = new WindowOrder(shuffle.samples, order, places);
      if (!signal.aborted) {
        this.known = { key, order: drawn };
        this.changed();
      }
      return drawn;
    } catch (error) {
      if (!signal.aborted) this.newest = undefined;
      throw error;
    }
  }
}

const keyOf = ({ samples, seed, epoch }: Shuffle): string => [samples, seed, epoch].join(" ");
