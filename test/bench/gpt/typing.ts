import { join } from "node:path";
import { root } from "../../../.ci/support/folders";
import type { Analysis } from "../../../src/analysis/analysis";
import { Scores } from "../../../src/analysis/scores";
import type { Reading } from "../../../src/tokens/document/tokenDocument";
import { nodeThread } from "../../../src/workers/node/nodeThread";
import type { TokenWorkerData } from "../../../src/workers/node/tokenWorker";
import type { TokenService } from "../../../src/workers/tokenService";
import { WorkerClient } from "../../../src/workers/workerClient";
import { texts } from "../texts";
import { head, median, percentile, row } from "../timing";
import { BOOK, score, verdict } from "./book";
import { vectorClient } from "../vectorClient";

const MEGABYTE = 1_000_000;
const KEY = "document";
const READING: Reading = { encoding: "gpt2", lineEndings: "lf", specialTokens: "split" };
/** Lines that an editor shows in a window of 1366 × 768. */
const LINES = 34;
/** Letters, and milliseconds between two of them. */
const LETTERS = 120;
const PAUSE = 60;
const TIMES_TARGET = 1.2;
/** Places that are scrolled to, and seconds until they are scored. */
const PLACES = 7;
const SECONDS_TARGET = 1.5;

/** A document of 10 MB in the token worker, a thread as on the desktop. */
class LongDocument {
  readonly text = (texts["code"]?.() ?? "").repeat(3).slice(0, 10 * MEGABYTE);
  readonly worker: WorkerClient<TokenService>;
  private version = 1;
  private length = this.text.length;

  constructor(folder: string) {
    const dist = join(root, "dist");
    const data: TokenWorkerData = {
      folder: dist,
      strings: undefined,
      tokenizers: join(folder, "tokenizers"),
    };
    this.worker = new WorkerClient<TokenService>(
      "The token worker",
      () => nodeThread(join(dist, "tokenWorker.js"), data),
      ({ message }) => {
        throw new Error(message);
      },
    );
  }

  async open(): Promise<void> {
    await this.worker.call.open(KEY, this.version, this.text, READING);
  }

  /** Code units of the lines that are seen from a share of the text on. */
  view(share: number): { start: number; end: number; lineStart: number } {
    const start = this.text.indexOf("\n", Math.floor(share * this.text.length)) + 1;
    let end = start;
    for (let line = 0; line < LINES; line++) end = this.text.indexOf("\n", end) + 1;
    return { start, end, lineStart: start };
  }

  /** Types a letter; answers milliseconds until the tokens that are seen are there anew. */
  async type(at: number): Promise<number> {
    const { call } = this.worker;
    const begun = performance.now();
    const changes = [{ start: at, end: at, text: "e" }];
    void call.edit(KEY, ++this.version, changes, ++this.length);
    await call.spans(KEY, [{ start: at - 1000, end: at + 1000, lineStart: at - 1000 }], 1024);
    return performance.now() - begun;
  }

  /** As much of an analysis as scoring asks. */
  get analysis(): Analysis {
    const slice = async (from: number, to: number) => this.worker.call.slice(KEY, from, to);
    return { call: { slice } } as unknown as Analysis;
  }
}

/**
 * How long a typed letter waits for its tokens while nothing else runs and while windows are scored,
 * by turns. It is the token worker's answer, not what the editor draws, which `bench:editor` times.
 */
export async function typedWhileScoring(folder: string): Promise<void> {
  const document = new LongDocument(folder);
  await document.open();
  const vectors = vectorClient(folder);
  await vectors.call.use(BOOK, Infinity);
  await score(vectors, 256);
  const [alone, beside]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < 4; turn++) {
    const isScoring = turn % 2 === 1;
    const letters = { areTyped: false };
    const scoring = (async () => {
      for (let at = 0; isScoring && !letters.areTyped; at++) await score(vectors, 256, at);
    })();
    for (let letter = 0; letter < LETTERS; letter++) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      const time = await document.type(5 * MEGABYTE + letter);
      // The first ones find the way.
      if (letter >= 10) (isScoring ? beside : alone).push(time);
    }
    letters.areTyped = true;
    await scoring;
  }
  document.worker.dispose();
  vectors.dispose();
  head(
    "A letter typed into 10 MB, ms until the token worker has its tokens, by turns:",
    ...["scoring", "letters", "median", "p95", "target: p95"],
  );
  row("none", `${alone.length}`, median(alone).toFixed(2), percentile(alone, 0.95).toFixed(2), "");
  const times = percentile(beside, 0.95) / percentile(alone, 0.95);
  row(
    ...["256 tokens over and over", `${beside.length}`, median(beside).toFixed(2)],
    ...[percentile(beside, 0.95).toFixed(2), verdict(times, TIMES_TARGET, "times")],
  );
}

/**
 * From a scroll to any place of 10 MB until the surprisal of all that is seen is known, which is then
 * drawn; `bench:editor` times what drawing takes.
 */
export async function scrolled(folder: string): Promise<void> {
  const document = new LongDocument(folder);
  await document.open();
  const vectors = vectorClient(folder);
  const info = await vectors.call.use(BOOK, Infinity);
  const scores = new Scores({
    info,
    current: async () => info,
    predict: async (batch, options, signal) => vectors.call.predict(batch, options, signal),
  });
  await score(vectors, 256);
  const [seconds, tokens, again]: number[][] = [[], [], []];
  for (let place = 1; place <= PLACES; place++) {
    const view = document.view(place / (PLACES + 1));
    const paint = async (): Promise<number> => {
      const begun = performance.now();
      const spans = await document.worker.call.spans(KEY, [view], info.contextLength);
      const first = spans?.firsts[0] ?? 0;
      const count = spans?.ids.length ?? 0;
      const found = await scores.of(document.analysis, first, first + count);
      await found?.complete(() => first);
      tokens?.push(count);
      return (performance.now() - begun) / 1000;
    };
    seconds?.push(await paint());
    again?.push(await paint());
  }
  document.worker.dispose();
  vectors.dispose();
  head(
    `Surprisal of ${LINES} lines of 10 MB after a scroll, medians of ${PLACES} places:`,
    ...["tokens", "s", "scrolled back to, s", "target"],
  );
  const time = median(seconds ?? []);
  row(
    ...[`${median(tokens ?? [])}`, time.toFixed(2), median(again ?? []).toFixed(3)],
    verdict(time, SECONDS_TARGET, "s"),
  );
}
