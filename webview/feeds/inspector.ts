import * as l10n from "../../src/shared/base/l10n";
import * as v from "valibot";
import type { PanelHost } from "../../src/shared/protocol/panel";
import type { Remote } from "../../src/shared/base/rpc";
import type {
  NearestTo,
  NearestTokens,
  OneHotProduct,
  SameToken,
} from "../../src/shared/values/vectorAnswers";
import type { ModelInfo } from "../../src/shared/values/vectors";
import { Observable } from "../../src/shared/base/observable";
import { recall, remember } from "../host/pageState";
import { AfterBlockFeed, placesToRead } from "./afterBlock";
import type { AfterBlockWish } from "./afterBlock";
import type { Outcome } from "./feed";
import type { OrderedLoader } from "./orderedLoader";
import { batchFeed, batchWish, type BatchFeed } from "./batchFeed";
import { ModelFeed } from "./modelFeed";
import type { PanelLoader } from "../../src/shared/protocol/panelState";

/** What can be looked at beside the heatmaps. */
export const DETAILS = [
  {
    name: "nearest",
    title: () => l10n.t("Nearest tokens"),
    about: () => l10n.t("The tokens of the vocabulary whose vectors point most nearly this way"),
  },
  {
    name: "sameToken",
    title: () => l10n.t("Same token elsewhere"),
    about: () => l10n.t("Where else this token occurs, and how its input vector differs there"),
  },
  {
    name: "oneHot",
    title: () => l10n.t("One-hot product"),
    about: () => l10n.t("The same rows by multiplying one-hot rows with the token table"),
  },
  {
    name: "batch",
    title: () => l10n.t("Batch as a stack"),
    about: () => l10n.t("All windows of this window's batch, with the shapes of their tensors"),
  },
] as const;
export type Detail = (typeof DETAILS)[number]["name"];

const schema = v.object({
  open: v.optional(v.picklist(DETAILS.map(({ name }) => name))),
  to: v.picklist(["token", "input"]),
});

/** The row under the crosshair, and where it stands. */
export interface CrossRow {
  /** Another for another document or encoding. */
  readonly key: string;
  readonly version: number;
  /** Document token. */
  readonly token: number;
  /** Undefined until the token's page is there. */
  readonly id: number | undefined;
  /** Row of the window. */
  readonly position: number;
  /** In loader order. */
  readonly window: number;
  /** Document token of the window's first row. */
  readonly start: number;
  readonly loader: OrderedLoader;
  readonly model: ModelInfo;
}

export interface NearestWish {
  readonly key: string;
  readonly id: number;
  readonly position: number;
  readonly to: NearestTo;
  readonly model: ModelInfo;
}

export interface SameTokenWish {
  readonly version: number;
  readonly token: number;
  readonly position: number;
  /** What cuts the windows that the answer speaks of. */
  readonly options: PanelLoader["options"];
  readonly model: ModelInfo;
}

/** A place whose list stays, and the document tokens of that list. */
interface Reference {
  readonly wish: SameTokenWish;
  readonly tokens: ReadonlySet<number>;
}

export interface OneHotWish {
  readonly version: number;
  readonly window: number;
  readonly start: number;
  readonly length: number;
  readonly model: ModelInfo;
}

/** The product, and the same rows by look-up: wte[ids], [L, D]. */
export interface TwoLookUps extends OneHotProduct {
  readonly gathered: Float32Array<ArrayBuffer>;
}

type Host = Pick<
  Remote<PanelHost>,
  "nearest" | "sameToken" | "oneHot" | "vectors" | "positionVectors" | "residual"
>;

/** Which detail is open, and what it shows: that is asked for alone. */
export class Inspector extends Observable {
  open: Detail | undefined;
  to: NearestTo;
  /** The place whose token's other places are listed, while the person looks at these. */
  private reference: Reference | undefined;
  readonly nearest: ModelFeed<NearestWish, NearestTokens>;
  readonly sameToken: ModelFeed<SameTokenWish, SameToken>;
  readonly oneHot: ModelFeed<OneHotWish, TwoLookUps>;
  readonly batch: BatchFeed;
  /** The same token's vectors after a block. */
  readonly afterBlock: AfterBlockFeed;
  /** After how many blocks they are compared; 0 for none. */
  blocks = 0;

  constructor(host: () => Host) {
    super();
    ({ open: this.open, to: this.to } = recall("details", schema) ?? { to: "token" });
    this.batch = batchFeed(host);
    this.nearest = new ModelFeed(({ id, position, to }, signal) =>
      host().nearest(id, position, to, signal),
    );
    this.sameToken = new ModelFeed(({ version, token, position }, signal) =>
      host().sameToken(version, token, position, signal),
    );
    this.afterBlock = new AfterBlockFeed(host);
    // Which places there are is known by then.
    this.sameToken.watch(() => {
      this.lookAfterBlock();
    });
    this.oneHot = new ModelFeed(async ({ version, start, length }, signal) => {
      const [product, gathered] = await Promise.all([
        host().oneHot(version, start, start + length, signal),
        host().vectors(version, start, start + length),
      ]);
      // Rows of two models: the host is about to tell of the newer one.
      if (gathered === undefined || gathered.length !== product?.multiplied.length) return;
      return { ...product, gathered };
    });
  }

  /** Opens a detail in the place of another, or closes it. */
  toggle(detail: Detail): void {
    this.reference = undefined;
    this.open = this.open === detail ? undefined : detail;
    this.keep();
  }

  /** Which vector's neighbours are listed. */
  setTo(to: NearestTo): void {
    this.to = to;
    this.keep();
  }

  /**
   * Asks for the open detail of a row, unless that is there or on its way.
   * @param chosen document token
   * @param blocks of a whole GPT, after which the same token's vectors are compared too
   */
  look(at: CrossRow | undefined, chosen?: number, blocks = 0): void {
    const { open, to } = this;
    this.blocks = blocks;
    this.nearest.want(open === "nearest" ? nearestWish(at, to) : undefined);
    this.sameToken.want(open === "sameToken" ? this.referenceWish(at, chosen) : undefined);
    this.lookAfterBlock();
    this.oneHot.want(open === "oneHot" ? oneHotWish(at) : undefined);
    this.batch.want(
      open === "batch" && at !== undefined
        ? batchWish(at.window, at.version, at.loader, at.model)
        : undefined,
    );
  }

  /** Keeps the list of one place while the person goes to the others that it names. */
  keepReference(): void {
    const { last } = this.sameToken;
    if (last === undefined) return;
    const { wish, answer } = last;
    this.reference ??= { wish, tokens: new Set([wish.token, ...answer.tokens]) };
  }

  /** Lists the other places of the row under the crosshair from now on. */
  dropReference(): void {
    this.reference = undefined;
    this.notify();
  }

  private lookAfterBlock(): void {
    const { blocks, sameToken, open } = this;
    const { last } = sameToken;
    // What is kept until the next answer is of other places.
    const isAsked = open === "sameToken" && blocks > 0 && !sameToken.isBusy && last !== undefined;
    this.afterBlock.want(isAsked ? afterBlockWish(last, blocks) : undefined);
  }

  /** The wish of the place that is kept, as long as the person looks at one of its list. */
  private referenceWish(at: CrossRow | undefined, chosen: number | undefined) {
    const wish = sameTokenWish(at);
    const { reference } = this;
    if (reference === undefined || wish === undefined) return wish;
    const { token, position } = reference.wish;
    // In other windows, other tokens or another model its position is none any more.
    if (!same({ ...wish, token, position }, reference.wish)) {
      this.reference = undefined;
      return wish;
    }
    // The crosshair comes later than the choice: its window has to come first.
    const isListed = [wish.token, chosen ?? -1].some((each) => reference.tokens.has(each));
    if (isListed) return reference.wish;
    // On its way to a place the choice may be elsewhere for a moment, for which nothing is shown.
    if (!same(this.sameToken.last?.wish, reference.wish)) this.reference = undefined;
    return wish;
  }

  /** Asks again for what could not be had. */
  retry(): void {
    const { nearest, sameToken, oneHot, batch, afterBlock } = this;
    for (const feed of [nearest, sameToken, oneHot, batch, afterBlock]) feed.retry();
  }

  private keep(): void {
    remember("details", { open: this.open, to: this.to });
    this.notify();
  }
}

function nearestWish(at: CrossRow | undefined, to: NearestTo): NearestWish | undefined {
  if (at?.id === undefined) return undefined;
  const { key, id, model } = at;
  // The token's own neighbours are the same at every position.
  return { key, id, position: to === "token" ? 0 : at.position, to, model };
}

function sameTokenWish(at: CrossRow | undefined): SameTokenWish | undefined {
  if (at === undefined) return undefined;
  const { version, token, position, model } = at;
  return { version, token, position, options: at.loader.options, model };
}

function afterBlockWish(
  { wish, answer }: Outcome<SameTokenWish, SameToken>,
  blocks: number,
): AfterBlockWish {
  const { version, model, token, position } = wish;
  const places = placesToRead(answer, token);
  return { version, model, blocks, here: [token, position], places };
}

function oneHotWish(at: CrossRow | undefined): OneHotWish | undefined {
  if (at === undefined) return undefined;
  const { version, window, start, model } = at;
  return { version, window, start, length: at.loader.options.maxLength, model };
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
