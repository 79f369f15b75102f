import type { PanelHost } from "../../src/shared/protocol/panel";
import type { Remote } from "../../src/shared/base/rpc";
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

  constructor(host: () => Remote<PanelHost>, changed: () => void) {
    this.table = new Newest((_, signal) => host().positions(signal), changed);
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

  retry(): void {
    this.table.retry();
    for (const { cosines, pca } of this.compared) {
      cosines.retry();
      pca.retry();
    }
  }
}
