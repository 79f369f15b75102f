import type { TextDocument } from "vscode";
import type { LoaderOptions } from "../shared/values/windows";
import { hasWindows, type CoverageOptions } from "../windows/coverage";
import {
  loaderWindows,
  sameCut,
  windowAt,
  windowsInBatches,
  windowStart,
  type LoaderWindows,
  type OrderedWindows,
} from "../windows/loaderWindows";
import { tokenUseOf } from "../windows/lostTokens";
import type { TokenUse } from "../windows/tokenUse";
import { WindowOrder } from "../windows/windowOrder";
import type { WindowShape } from "../windows/windows";
import { LoaderOrders, type Shuffle } from "./loaderOrders";
import type { ShuffledOrder } from "../workers/tokenService";

export type FocusOptions = Required<LoaderOptions>;

/** How many tokens a document has, which may be another one than the one that is looked at. */
interface TokensOfDocument {
  readonly document: TextDocument;
  readonly tokenCount: number;
}

/** What is cut into windows. */
interface CutText {
  /** The document that is looked at. */
  readonly document: () => TextDocument | undefined;
  /** Of that document; undefined before they are counted. */
  readonly tokenCount: () => number | undefined;
  /** Of the model in use; undefined before it is known. */
  readonly contextLength: () => number | undefined;
}

/** What the loader's options make of the document that is looked at, and the window chosen of it. */
export class FocusWindows {
  /** Window, in loader order. */
  chosen: number | undefined;
  /** The windows among which one was chosen last, and its first token; undefined before. */
  private cut: OrderedWindows | undefined;
  private start: number | undefined;
  private readonly orders: LoaderOrders;

  /**
   * @param draw draws a shuffled order
   * @param drawn called when an order that was asked for is there
   */
  constructor(
    private readonly text: CutText,
    public options: FocusOptions,
    draw: (shuffle: Shuffle) => Promise<ShuffledOrder>,
    drawn: () => void,
  ) {
    this.orders = new LoaderOrders(draw, drawn);
  }

  /** How the document is cut into windows; undefined before its tokens are counted. */
  get shape(): WindowShape | undefined {
    const tokenCount = this.text.tokenCount();
    if (tokenCount === undefined) return undefined;
    const { maxLength, stride } = this.options;
    return { tokenCount, maxLength, stride };
  }

  /** What the options make of the document. */
  get loader(): LoaderWindows {
    return loaderWindows(this.text.tokenCount(), this.options);
  }

  /** The same for a document of `tokenCount` tokens, with the model's context, for what is said of it. */
  coverageOf(tokenCount: number): CoverageOptions {
    const contextLength = this.text.contextLength() ?? Infinity;
    return { tokenCount, ...this.options, contextLength };
  }

  /**
   * How the windows use the tokens of a document with so many; undefined where there are none, or
   * where it is not known which ones drop_last leaves out of a shuffled order.
   */
  useOf({ document, tokenCount }: TokensOfDocument): TokenUse | undefined {
    const { options } = this;
    if (!hasWindows(this.coverageOf(tokenCount))) return undefined;
    const loader = loaderWindows(tokenCount, options);
    const { samples } = loader;
    const isAllShown = windowsInBatches(loader) === samples;
    if (!options.shuffle || isAllShown) {
      return tokenUseOf({ ...loader, order: new WindowOrder(samples) });
    }
    const order = document === this.text.document() ? this.order : undefined;
    return order?.samples === samples ? tokenUseOf({ ...loader, order }) : undefined;
  }

  /** Which sample is shown when; undefined before the tokens are counted or the order is drawn. */
  get order(): WindowOrder | undefined {
    const { shape, options, loader } = this;
    if (shape === undefined) return undefined;
    const { samples } = loader;
    const { shuffle, seed, epoch } = options;
    return shuffle ? this.orders.of({ samples, seed, epoch }) : new WindowOrder(samples);
  }

  /**
   * The shuffled order, once it is drawn.
   * @returns undefined where these are not the options any more
   */
  async shuffledOrder(wanted: Shuffle): Promise<WindowOrder | undefined> {
    const { shuffle, seed, epoch } = this.options;
    if (!shuffle || wanted.seed !== seed || wanted.epoch !== epoch) return undefined;
    if (wanted.samples !== this.loader.samples) return undefined;
    return this.orders.whenDrawn(wanted);
  }

  /** First document token of a window in loader order; undefined where that is not known. */
  startOf(window: number): number | undefined {
    const sample = this.order?.sampleAt(window);
    return sample === undefined ? undefined : sample * this.options.stride;
  }

  /** Index of the batch that holds the chosen window. */
  get batch(): number {
    return Math.floor((this.chosen ?? 0) / this.options.batchSize);
  }

  /**
   * Keeps the chosen window while it holds the token, else takes the first that does, or the nearest.
   * Where windows are cut anew, it takes the one that is nearest to where the person was.
   */
  choose(token: number | undefined): void {
    const { shape, loader, order } = this;
    if (shape === undefined || !hasWindows(this.coverageOf(shape.tokenCount))) {
      this.chosen = undefined;
      return;
    }
    // While the order is being drawn nobody knows which window holds the token.
    if (order === undefined) {
      this.chosen = Math.min(this.chosen ?? 0, windowsInBatches(loader) - 1);
      return;
    }
    const cut = { ...loader, order };
    const isCutAnew = !sameCut(this.cut, cut);
    const kept = isCutAnew ? undefined : this.chosen;
    this.chosen = windowAt({ token, start: this.start }, kept, cut) ?? 0;
    this.start = windowStart(this.chosen, cut);
    this.cut = cut;
  }

  /** Forgets which window was chosen: another document is looked at. */
  forget(): void {
    this.chosen = undefined;
    this.cut = this.start = undefined;
  }
}
