import { head, median, row } from "../timing";
import { BOOK, costsOfWorker, score, verdict } from "./book";
import { vectorClient } from "../vectorClient";

/** Windows, by seconds that each may take. */
const TARGETS: ReadonlyMap<number, number> = new Map([
  [256, 0.6],
  [1024, 2.5],
]);
const ROUNDS = 7;

/** Times windows, each with surprisal, rank and the five likeliest at each token; answers seconds. */
export async function scoringCosts(folder: string): Promise<ReadonlyMap<number, number>> {
  const worker = vectorClient(folder);
  await worker.call.use(BOOK, Infinity);
  await score(worker, 256);
  head(
    `Scoring, medians of ${ROUNDS}, wall clock and all processors:`,
    ...["tokens", "s", "least, s", "seconds of processors", "MB beyond the files", "target"],
  );
  const found = new Map<number, number>();
  for (const [length, target] of TARGETS) {
    const [walls, busy]: [number[], number[]] = [[], []];
    for (let turn = 0; turn < ROUNDS; turn++) {
      const before = await costsOfWorker();
      walls.push(await score(worker, length, turn));
      busy.push((await costsOfWorker()).busy - before.busy);
    }
    const wall = median(walls);
    found.set(length, wall);
    const { own } = await costsOfWorker();
    row(
      ...[`${length}`, wall.toFixed(2), Math.min(...walls).toFixed(2), median(busy).toFixed(2)],
      ...[own.toFixed(0), verdict(wall, target, "s")],
    );
  }
  worker.dispose();
  return found;
}
