import { head, median, row } from "../timing";
import { BOOK, costsOfWorker, score, TINY, verdict } from "./book";
import { vectorClient } from "../vectorClient";

const STARTS = 5;
/** Seconds, and megabytes beyond what is mapped. */
const TIME_TARGET = 0.5;
const MEMORY_TARGET = 60;

/** Makes the model once, and opens it in new processes: until it is there, and until it has answered. */
export async function openingCosts(folder: string): Promise<void> {
  const maker = vectorClient(folder);
  const start = performance.now();
  await maker.call.use(BOOK, Infinity);
  console.log(`\nDrawn and written: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  maker.dispose();
  const [opened, answered, memory, first]: number[][] = [[], [], [], []];
  for (let turn = 0; turn < STARTS; turn++) {
    const worker = vectorClient(folder);
    // So that process and library are there, as they are when a person chooses another model.
    await worker.call.use(TINY, Infinity);
    await worker.call.embed({ ids: Int32Array.of(1), rows: 1, length: 1, firstPosition: 0 });
    const before = await costsOfWorker();
    const begun = performance.now();
    await worker.call.use(BOOK, Infinity);
    opened?.push((performance.now() - begun) / 1000);
    memory?.push((await costsOfWorker()).own - before.own);
    answered?.push(await score(worker, 2));
    first?.push((await costsOfWorker()).own - before.own);
    worker.dispose();
  }
  const of = (values: number[] | undefined): number => median(values ?? []);
  head(
    `Opening it again in a new process, medians of ${STARTS}:`,
    ...["until", "s", "MB beyond the mapped files", "target: time", "target: memory"],
  );
  row(
    ...["it is open", of(opened).toFixed(2), of(memory).toFixed(0)],
    verdict(of(opened), TIME_TARGET, "s"),
    verdict(of(memory), MEMORY_TARGET, "MB"),
  );
  const whole = of(opened) + of(answered);
  row(
    ...["it has scored two tokens, all of its graphs open", whole.toFixed(2), of(first).toFixed(0)],
    verdict(whole, TIME_TARGET, "s"),
    verdict(of(first), MEMORY_TARGET, "MB"),
  );
}
