import { MOST_COPIED_COLUMNS } from "../../src/shared/values/copiedCode";
import type { CopiedPositions } from "../../src/shared/values/copiedCode";
import type { Lab } from "./lab";
import { isRelative, pictureOf } from "./positionChoices";
import type { Side } from "./side";

/**
 * What copied lines are to make of the positions, as one side of the lab shows them.
 * @param shape [C, D] of the table
 * @param columns that are curves
 */
export function positionsCode(
  { choices }: Lab,
  side: Side,
  [rows, dimensions]: readonly [number, number],
  columns: readonly number[] = [],
): CopiedPositions {
  const { source, scaling, order } = choices;
  const relative = isRelative(source);
  return {
    of: "positions",
    source,
    picture: pictureOf(choices),
    rows,
    dimensions,
    scaling: relative ? "stored" : scaling,
    order: relative ? "index" : order,
    isShuffled: side.isShuffled,
    columns: columns.slice(0, MOST_COPIED_COLUMNS),
  };
}
