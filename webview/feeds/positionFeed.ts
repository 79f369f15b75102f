import * as l10n from "../../src/shared/base/l10n";
import type { PanelHost } from "../../src/shared/protocol/panel";
import type { Remote } from "../../src/shared/base/rpc";
import { Observable } from "../../src/shared/base/observable";
import { messageOf } from "../../src/shared/base/rpc";
import { GPT2_POSITIONS } from "../../src/shared/values/vectors";
import type {
  ComparedPositions,
  Pca,
  PositionsName,
  PositionTable,
  Similarity,
} from "../../src/shared/values/vectors";
import { Feed } from "./feed";

/** Whose rows are compared: the name tells one model's from the next one's. */
export interface Comparison {
  readonly of: ComparedPositions;
  readonly name: string;
}

/** What comparing the rows of a table comes to. */
export interface ComparedRows {
  readonly cosines: Feed<Comparison, Similarity>;
  readonly pca: Feed<Comparison, Pca>;
}

/** What the pictures of positions are made of, each asked for once it is looked at. */
export class PositionFeed extends Observable {
  readonly table: Feed<PositionsName, PositionTable>;
  /** Of the kind of positions that is shown, and of the one beside it. */
  readonly compared: readonly [ComparedRows, ComparedRows];
  /** The table that can be had now. */
  name: PositionsName | undefined;
  /** GPT-2's own table, whatever model is in use. */
  readonly gpt2: Feed<PositionsName, PositionTable>;
  /** Whether that is on this machine. */
  hasGpt2 = false;
  /** Whether it is being fetched. */
  isFetching = false;
  /** Why it was not fetched the last time it was asked for. */
  notFetched: string | undefined;

  constructor(private readonly host: () => Remote<PanelHost>) {
    super();
    this.table = new Feed(({ source }, signal) => host().positions(source, signal));
    this.gpt2 = new Feed(({ source }, signal) => host().positions(source, signal));
    const rows = (): ComparedRows => ({
      cosines: new Feed(({ of }, signal) => host().positionSimilarity(of, signal)),
      pca: new Feed(({ of }, signal) => host().positionPca(of, signal)),
    });
    this.compared = [rows(), rows()];
    for (const feed of this.feeds) {
      feed.watch(() => {
        this.notify();
      });
    }
  }

  private get feeds() {
    const compared = this.compared.flatMap(({ cosines, pca }) => [cosines, pca]);
    return [this.table, this.gpt2, ...compared];
  }

  want(name: PositionsName | undefined): void {
    this.name = name;
    this.table.want(name);
  }

  /** Asks for GPT-2's own table once it is to be shown. */
  wantGpt2(isShown: boolean): void {
    if (isShown) this.gpt2.want(GPT2_POSITIONS);
  }

  /**
   * Has the host fetch GPT-2's own table, which asks the person first.
   * @returns whether it is there now; `notFetched` says why not
   */
  async fetchGpt2(): Promise<boolean> {
    if (this.isFetching) return false;
    this.isFetching = true;
    this.notFetched = undefined;
    this.notify();
    try {
      const isThere = await this.host().getGpt2Positions();
      if (!isThere) this.notFetched = l10n.t("GPT-2’s positions were not fetched.");
      return isThere;
    } catch (error) {
      this.notFetched = messageOf(error);
      return false;
    } finally {
      this.isFetching = false;
      this.notify();
    }
  }

  /** Asks again for what could not be had. */
  restart(): void {
    for (const feed of this.feeds) feed.restart();
  }
}
