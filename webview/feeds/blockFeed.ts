import * as v from "valibot";
import type { PanelHost } from "../../src/shared/protocol/panel";
import { Observable } from "../../src/shared/base/observable";
import type { Remote } from "../../src/shared/base/rpc";
import { recall, remember } from "../host/pageState";
import { PausedFeed } from "./pausedFeed";
import type { LayerWishOf } from "./predictions";
import type { VectorWish, WindowVectors } from "./windowVectors";

const schema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** After how many blocks the vectors are shown, 0 for the input vectors, and what they are there. */
export class BlockFeed extends Observable {
  /** As chosen; a model may have fewer. */
  private chosen = recall("blocks", schema) ?? 0;
  /** Blocks of the model in use; 0 of two tables. */
  layers = 0;
  readonly residual: PausedFeed<LayerWishOf, Float32Array<ArrayBuffer>>;
  private known: WindowVectors | undefined;

  constructor(host: () => Pick<Remote<PanelHost>, "residual">) {
    super();
    this.residual = new PausedFeed(({ version, start, length, layer }, signal) =>
      host().residual(version, start, start + length, layer, signal),
    );
    this.residual.watch(() => {
      this.notify();
    });
  }

  get blocks(): number {
    return Math.min(this.chosen, this.layers);
  }

  choose(blocks: number): void {
    this.chosen = blocks;
    remember("blocks", blocks);
    this.notify();
  }

  look(wish: VectorWish | undefined): void {
    this.layers = wish?.model.layers ?? 0;
    const { blocks } = this;
    if (wish === undefined || blocks === 0) {
      this.residual.want(undefined);
      return;
    }
    const { version, window, start, maxLength: length, model } = wish;
    this.residual.want({ version, window, start, length, model, layer: blocks });
  }

  /** A window's vectors with what they are after the chosen blocks, once that is known of them. */
  of(shown: WindowVectors | undefined): WindowVectors | undefined {
    const { last } = this.residual;
    if (shown === undefined || last === undefined || this.blocks === 0) return shown;
    const { wish, answer } = last;
    const isOfIt = wish.window === shown.window && wish.start === shown.start;
    if (!isOfIt || answer.length !== shown.vectors.token.length) return shown;
    const { known } = this;
    // The same object for the same values: what is drawn of it is remembered by that.
    if (known?.vectors === shown.vectors && known.after?.values === answer) return known;
    return (this.known = { ...shown, after: { blocks: wish.layer, values: answer } });
  }
}
