import { messageOf } from "../src/shared/rpc";
import type { PositionsName, PositionTable } from "../src/shared/vectors";
import { commonLimit } from "./heat/limits";
import type { HeatLimit } from "./heat/limits";

/** A position table, whose it is, and its colour limit. */
export interface ShownPositions {
  readonly name: PositionsName;
  readonly table: PositionTable;
  readonly limit: HeatLimit;
}

/** Holds the position table that was named last, asked for once it is looked at. */
export class PositionFeed {
  shown: ShownPositions | undefined;
  /** Why the table last asked for could not be had. */
  problem: string | undefined;
  private wanted: PositionsName | undefined;

  constructor(
    private readonly load: () => Promise<PositionTable>,
    private readonly changed: () => void,
  ) {}

  /** Asks for a table unless it was the one asked for last; undefined while none can be had. */
  want(name: PositionsName | undefined): void {
    if (same(name, this.wanted)) return;
    this.wanted = name;
    this.problem = undefined;
    if (name !== undefined) void this.ask(name);
  }

  private async ask(name: PositionsName): Promise<void> {
    try {
      const table = await this.load();
      // Another was named meanwhile, whose own answer will come.
      if (name !== this.wanted) return;
      this.shown = { name, table, limit: commonLimit([table.values]) };
    } catch (error) {
      if (name !== this.wanted) return;
      this.problem = messageOf(error);
    }
    this.changed();
  }
}

function same(a: PositionsName | undefined, b: PositionsName | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
