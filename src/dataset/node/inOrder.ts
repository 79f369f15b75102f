import type { TextPool, TextResult, TextTask } from "../texts/textUnits";
import type { PlannedUnit } from "./plannedUnit";

/** A unit and what came of it; undefined where nothing was read. */
export interface DoneUnit {
  readonly planned: PlannedUnit;
  readonly result: TextResult | undefined;
}

/** Tasks that each thread has at a time: one that it works on, and the next ones. */
const TASKS_EACH = 3;

/**
 * Has units worked on, several at a time, and gives them in their order. No more is read than is
 * soon taken.
 * @throws what a thread throws, and the signal's reason
 */
export async function* inOrder(
  units: AsyncIterable<PlannedUnit>,
  pool: TextPool,
  wanted: TextTask["wanted"],
  signal: AbortSignal,
): AsyncGenerator<DoneUnit> {
  const waiting: Promise<DoneUnit>[] = [];
  const source = units[Symbol.asyncIterator]();
  let isOver = false;
  for (;;) {
    while (!isOver && waiting.length < TASKS_EACH * pool.threads) {
      signal.throwIfAborted();
      const next = await source.next();
      if (next.done === true) isOver = true;
      else {
        const done = doneOf(next.value, pool, wanted);
        // Whoever takes it hears of a failure; until then nobody does.
        done.catch(() => undefined);
        waiting.push(done);
      }
    }
    const first = waiting.shift();
    if (first === undefined) return;
    const done = await first;
    signal.throwIfAborted();
    yield done;
  }
}

async function doneOf(
  planned: PlannedUnit,
  pool: TextPool,
  wanted: TextTask["wanted"],
): Promise<DoneUnit> {
  const { unit } = planned;
  return { planned, result: unit && (await pool.run({ unit, wanted })) };
}
