import type { PanelHost } from "../../src/shared/protocol/panel";
import type { Remote } from "../../src/shared/base/rpc";
import type { FoundPlace } from "../../src/shared/values/find";
import { BlockFeed } from "./blockFeed";
import { documentStartsFeed, type DocumentStartsFeed } from "./documentStartsFeed";
import { layerFeed, type LayerFeed } from "./layerFeed";
import { OrderFeed } from "./orderFeed";
import { PositionFeed } from "./positionFeed";
import { Predictions } from "./predictions";
import { TokenPages } from "./tokenPages";
import { TokenFinder } from "./finder";
import { FrequencyPages } from "./frequencyPages";
import { vectorFeed, type VectorFeed } from "./vectorFeed";
import { Inspector } from "./inspector";

/** Everything that the page pulls from the host: each piece when something first needs it. */
export class Feeds {
  readonly pages: TokenPages;
  readonly frequencies: FrequencyPages;
  readonly finder: TokenFinder;
  readonly orders: OrderFeed;
  readonly documentStarts: DocumentStartsFeed;
  readonly vectors: VectorFeed;
  readonly inspector: Inspector;
  readonly positions: PositionFeed;
  readonly layer: LayerFeed;
  readonly predictions: Predictions;
  readonly blocks: BlockFeed;

  /** @param reach told of every place that a search comes to */
  constructor(host: () => Remote<PanelHost>, reach: (place: FoundPlace) => void) {
    this.pages = new TokenPages((version, from, to) => host().tokens(version, from, to));
    this.frequencies = new FrequencyPages((version, from, to) =>
      host().frequencies(version, from, to),
    );
    this.finder = new TokenFinder(
      (version, sought, from) => host().find(version, sought, from),
      reach,
    );
    this.orders = new OrderFeed((samples, seed, epoch) => host().order(samples, seed, epoch));
    this.documentStarts = documentStartsFeed(host);
    this.vectors = vectorFeed(host);
    this.inspector = new Inspector(host);
    this.layer = layerFeed(host);
    this.positions = new PositionFeed(host);
    this.predictions = new Predictions(host);
    this.blocks = new BlockFeed(host);
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
    this.predictions.retry();
    this.blocks.residual.retry();
  }
}
