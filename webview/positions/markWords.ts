import type { Lab } from "./lab";
import { isRelative, pictureOf } from "./positionChoices";
import type { ComparedRows, PositionFeed } from "../feeds/positionFeed";
import { cellWords, cosineWords, normWords, scoreWords } from "./positionWords";
import type { Words } from "./positionWords";

/** What is under the crosshair, in words; undefined where there is nothing. */
export function markWords(
  lab: Lab,
  feed: PositionFeed | undefined,
  compared: ComparedRows | undefined,
): Words | undefined {
  const { choices, tables } = lab;
  const { row, column, against } = lab.mark;
  if (row === undefined) return undefined;
  const rows = tables.rows(feed, choices.source);
  switch (pictureOf(choices)) {
    case "cosines": {
      const answer = compared?.cosines.current;
      const count = answer?.shape[0] ?? 0;
      if (answer === undefined || row >= count || against >= count) return undefined;
      return cosineWords(answer.cosines, count, row, against);
    }
    case "pca": {
      const answer = compared?.pca.current;
      return answer === undefined || row >= answer.shape[0] ? undefined : scoreWords(answer, row);
    }
    case "norms":
      return rows === undefined || row >= rows.shape[0]
        ? undefined
        : normWords(tables.norms(rows), row);
    case "values":
    case "curves": {
      if (rows === undefined || row >= rows.shape[0]) return undefined;
      const stats = isRelative(choices.source) ? undefined : tables.stats(rows);
      return cellWords(rows, row, Math.min(column, rows.shape[1] - 1), stats, choices.scaling);
    }
  }
}
