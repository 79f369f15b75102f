import type { PanelHost } from "../../src/shared/protocol/panel";
import type { Remote } from "../../src/shared/base/rpc";
import { layerFeed, type LayerFeed } from "./layerFeed";
import { OrderFeed } from "./orderFeed";
import { PositionFeed } from "./positionFeed";
import { TokenPages } from "./tokenPages";
import { TokenFinder } from "./finder";
import { FrequencyPages } from "./frequencyPages";
import { vectorFeed, type VectorFeed } from "./vectorFeed";
import { Inspector } from "./inspector";

/** What the feeds tell the page. */
export interface FeedEvents {
  /** An answer has come, and something can be drawn that could not. */
  readonly arrived: () => void;
  /** The order of the windows that was asked for last is there, or could not be had. */
  readonly ordered: () => void;
  /** A search came to this token. */
  readonly found: (token: number) => void;
}

/** Everything that the page pulls from the host: each piece when something first needs it. */
export class Feeds {
  readonly pages: TokenPages;
  readonly frequencies: FrequencyPages;
  readonly finder: TokenFinder;
  readonly orders: OrderFeed;
  readonly vectors: VectorFeed;
  readonly inspector: Inspector;
  readonly positions: PositionFeed;
  readonly layer: LayerFeed;

  constructor(host: () => Remote<PanelHost>, { arrived, ordered, found }: FeedEvents) {
    this.pages = new TokenPages((version, from, to) => host().tokens(version, from, to), arrived);
    this.frequencies = new FrequencyPages(
      (version, from, to) => host().frequencies(version, from, to),
      arrived,
    );
    this.finder = new TokenFinder(
      (version, sought, from) => host().find(version, sought, from),
      (at) => {
        arrived();
        if (at !== undefined) found(at.token);
      },
    );
    this.orders = new OrderFeed(
      (samples, seed, epoch) => host().order(samples, seed, epoch),
      ordered,
    );
    this.vectors = vectorFeed(host, arrived);
    this.inspector = new Inspector(host, arrived);
    this.layer = layerFeed(host, arrived);
    this.positions = new PositionFeed(host, arrived);
  }

  /**
   * From now on tokens are those of this version.
   * @param same whether it is the document of before, whose tokens may stand in for the new ones
   */
  useDocument(version: number, tokenCount: number, same: boolean): void {
    this.pages.use(version, tokenCount, same);
    this.frequencies.use(version, tokenCount, same);
    this.finder.use(version);
  }

  /** Asks again for the vectors that could not be had. */
  retryVectors(): void {
    this.vectors.retry();
    this.inspector.retry();
    this.layer.retry();
  }
}
