import "./strings";
import { availableParallelism } from "node:os";
import { join as joinPath, sep } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { checkMarkdown } from "../../dataset/check/checkMarkdown";
import { buildSet, type SetPlan } from "../../dataset/node/buildSet";
import { checkedSet, checkSet } from "../../dataset/node/checkSet";
import type { DocumentSource } from "../../dataset/node/documentUnits";
import { inputSources, namedInputs } from "../../dataset/node/inputFiles";
import { reportMarkdown } from "../../dataset/report/reportMarkdown";
import { folderOfAll, withShortNames } from "../../dataset/report/shortNames";
import { DEFAULT_RULES, type SetRules } from "../../dataset/rules/setRules";
import { InvariantError } from "../../shared/base/invariantError";
import * as l10n from "../../shared/base/l10n";
import { join } from "../../shared/base/rpc";
import { storedStretch } from "../../dataset/node/storedStretch";
import type {
  CheckAnswer,
  SetAnswer,
  SetHost,
  SetOrder,
  SetService,
  StoredAnswer,
  StoredOrder,
} from "../setService";
import { chosenEncoding, encoderOf, readingOf } from "./setEncoding";
import type { WorkerStrings } from "./strings";
import { NodeTextPool } from "./textPool";
import { threadChannel } from "./threadChannel";

/** What the thread is started with. */
export interface SetWorkerData extends WorkerStrings {
  /** Folder of the bundles and the compiled vocabularies. */
  readonly folder: string;
  /** Folder where tokenizers of files are kept compiled. */
  readonly tokenizers: string;
}

const { folder, tokenizers, strings } = workerData as SetWorkerData;
if (parentPort === null) throw new InvariantError("The worker of sets runs as a thread only.");

const running = new Set<Promise<unknown>>();
/** Remembers work for as long as it goes on. */
function note<T>(work: Promise<T>): Promise<T> {
  running.add(work);
  work.finally(() => running.delete(work)).catch(() => undefined);
  return work;
}

const { tell } = join<SetHost, SetService>(threadChannel(parentPort), {
  mine: {
    build: (order: SetOrder, signal: AbortSignal) => note(build(order, signal)),
    check: (path: string, encoding: string, signal: AbortSignal) =>
      note(check(path, encoding, signal)),
    stored: (order: StoredOrder, signal: AbortSignal) => note(readStretch(order, signal)),
    async settled() {
      await Promise.allSettled([...running]);
    },
  },
});

async function build(order: SetOrder, signal: AbortSignal): Promise<SetAnswer> {
  const begin = performance.now();
  const chosen = await chosenEncoding(order.encoding, folder, tokenizers);
  if (order.endOfText !== "none" && chosen.described.endOfTextId === undefined) {
    throw new Error(
      l10n.t("This tokenizer has no token that ends a text. Choose no end-of-text token."),
    );
  }
  const { format, endOfText, split, seed, shuffle, specialTokens, windows, output } = order;
  const { packing } = order;
  const rules: SetRules = {
    ...{ ...DEFAULT_RULES, format, endOfText, split, seed, shuffle, specialTokens },
    ...(packing && { packing }),
  };
  const named = namedInputs(order.paths);
  const plan: SetPlan = {
    input: (leftOut) => ({
      field: order.field,
      inParts: chosen.inParts,
      sources: function* (): Generator<DocumentSource> {
        yield* inputSources(named, { output: output?.folder }, leftOut);
        for (const { name, text } of order.texts) yield { kind: "text", name, text };
      },
    }),
    named: [...order.paths, ...order.texts.map(({ name }) => name)],
    ...{ encoding: chosen.described, rules, windows, output },
  };
  // One core is the editor's.
  const threads = Math.max(1, availableParallelism() - 1);
  const reading = readingOf(chosen, specialTokens);
  const data = { folder, tokenizers, strings, reading };
  const pool = new NodeTextPool(joinPath(folder, "textWorker.js"), data, threads);
  try {
    const { report, files } = await buildSet(plan, {
      ...{ pool, signal },
      tell: (sentence) => {
        tell.told(sentence);
      },
      progress: ({ documents, tokens }) => {
        tell.progress(documents, tokens);
      },
    });
    const seconds = (performance.now() - begin) / 1000;
    const markdown = reportMarkdown({
      report: withShortNames(report, folderOfAll(order.paths, sep)),
      ...{ encoding: chosen.described, rules },
      ...(output === undefined ? { files: undefined, seconds } : { files }),
    });
    const tokens = report.splits.reduce((sum, each) => sum + each.tokens, 0);
    return { markdown, documents: report.documents, tokens };
  } finally {
    await pool.close();
  }
}

async function check(path: string, encoding: string, signal: AbortSignal): Promise<CheckAnswer> {
  const set = checkedSet(path);
  const [description] = set.descriptions;
  const name = description?.encoding.name ?? encoding;
  const { described } = await chosenEncoding(name, folder, tokenizers);
  const expected = {
    encoding: name,
    vocabularySize: described.vocabularySize,
    endOfTextId: described.endOfTextId,
    endOfText: description?.rules.endOfText,
    packing: description?.rules.packing,
  };
  const files = await checkSet(set, expected, signal, (_, tokens) => {
    tell.progress(0, tokens);
  });
  const problems = files.reduce((sum, file) => sum + file.problems.length, 0);
  const read = files.flatMap(({ name: of, findings }) =>
    findings === undefined ? [] : [{ path: joinPath(set.folder, of), tokens: findings.tokens }],
  );
  return { markdown: checkMarkdown(files, expected), files: read, problems };
}

async function readStretch(
  { path, encoding, from, to }: StoredOrder,
  signal: AbortSignal,
): Promise<StoredAnswer> {
  const set = checkedSet(path);
  const [description] = set.descriptions;
  const name = description?.encoding.name ?? encoding;
  const chosen = await chosenEncoding(name, folder, tokenizers);
  const { vocabularySize } = chosen.described;
  const encoder = await encoderOf(chosen.encoding, folder, tokenizers);
  const stretch = await storedStretch(set, { from, to }, encoder, vocabularySize, signal);
  return { ...stretch, encoding: chosen.encoding, vocabularySize };
}
