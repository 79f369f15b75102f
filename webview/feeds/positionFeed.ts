import * as l10n from "../../src/shared/base/l10n";
import type { PanelHost } from "../../src/shared/protocol/panel";
import type { Remote } from "../../src/shared/base/rpc";
import { messageOf } from "../../src/shared/base/rpc";
import { GPT2_POSITIONS } from "../../src/shared/values/vectors";
import type {
  ComparedPositions,
  Pca,
  PositionsName,
  PositionTable,
  Similarity,
} from "../../src/shared/values/vectors";
import { Newest } from "./newest";

/** Whose rows are compared: the name tells one model's from the next one's. */
export interface Comparison {
  readonly of: ComparedPositions;
  readonly name: string;
}

/** What comparing the rows of a table comes to. */
export interface ComparedRows {
  readonly cosines: Newest<Comparison, Similarity>;
  readonly pca: Newest<Comparison, Pca>;
}

/** What the pictures of positions are made of, each asked for once it is looked at. */
export class PositionFeed {
  readonly table: Newest<PositionsName, PositionTable>;
  /** Of the kind of positions that is shown, and of the one beside it. */
  readonly compared: readonly [ComparedRows, ComparedRows];
  /** The table that can be had now. */
  name: PositionsName | undefined;
  /** GPT-2's own table, whatever model is in use. */
  readonly gpt2: Newest<PositionsName, PositionTable>;
  /** Whether that is on this machine. */
  hasGpt2 = false;
  /** Whether it is being fetched. */
  isFetching = false;
  /** Why it was not fetched the last time it was asked for. */
  notFetched: string | undefined;

  constructor(
    private readonly host: () => Remote<PanelHost>,
    private readonly changed: () => void,
  ) {
    this.table = new Newest(({ source }, signal) => host().positions(source, signal), changed);
    this.gpt2 = new Newest(({ source }, signal) => host().positions(source, signal), changed);
    const rows = (): ComparedRows => ({
      cosines: new Newest(({ of }, signal) => host().positionSimilarity(of, signal), changed),
      pca: new Newest(({ of }, signal) => host().positionPca(of, signal), changed),
    });
    this.compared = [rows(), rows()];
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
    this.changed();
    try {
      const isThere = await this.host().getGpt2Positions();
      if (!isThere) this.notFetched = l10n.t("GPT-2’s positions were not fetched.");
      return isThere;
    } catch (error) {
      this.notFetched = messageOf(error);
      return false;
    } finally {
      this.isFetching = false;
      this.changed();
    }
  }

  retry(): void {
    this.table.retry();
    this.gpt2.retry();
    for (const { cosines, pca } of this.compared) {
      cosines.retry();
      pca.retry();
    }
  }
}
