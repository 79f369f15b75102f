import type { PanelHost } from "../../src/shared/panel";
import type { Remote } from "../../src/shared/rpc";
import type {
  ComparedPositions,
  Pca,
  PositionsName,
  PositionTable,
  Similarity,
} from "../../src/shared/vectors";
import { Newest } from "./newest";

/** Whose rows are compared: the name tells one model's from the next one's. */
export interface Comparison {
  readonly of: ComparedPositions;
  readonly name: string;
}

/** What the pictures of positions are made of, each asked for once it is looked at. */
export class PositionFeed {
  readonly table: Newest<PositionsName, PositionTable>;
  readonly cosines: Newest<Comparison, Similarity>;
  readonly pca: Newest<Comparison, Pca>;
  /** The table that can be had now. */
  name: PositionsName | undefined;

  constructor(host: () => Remote<PanelHost>, changed: () => void) {
    this.table = new Newest(() => host().positions(), changed);
    this.cosines = new Newest(({ of }) => host().positionSimilarity(of), changed);
    this.pca = new Newest(({ of }) => host().positionPca(of), changed);
  }

  want(name: PositionsName | undefined): void {
    this.name = name;
    this.table.want(name);
  }

  retry(): void {
    for (const each of [this.table, this.cosines, this.pca]) each.retry();
  }
}
