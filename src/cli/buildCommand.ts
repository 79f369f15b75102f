import { resolve } from "node:path";
import { buildSet, type SetPlan } from "../dataset/node/buildSet";
import { MOST_LLMC_TOKENS } from "../dataset/formats/llmcHeader";
import { reportMarkdown } from "../dataset/report/reportMarkdown";
import {
  DEFAULT_RULES,
  END_OF_TEXT_RULES,
  SET_FORMATS,
  type SetPacking,
  type SetRules,
  type Shard,
  type Split,
} from "../dataset/rules/setRules";
import * as l10n from "../shared/base/l10n";
import { tokensText } from "../shared/base/countWords";
import { foreign } from "../shared/base/shown";
import { openEncoding, openPool, setInput, type CliEnvironment } from "./cliEnvironment";
import { EXIT, UsageError } from "./exitCodes";
import { Given } from "./options";
import { READING_OPTIONS, readingOptions } from "./readingOptions";

const MOST_SHARDS = 1_000_000;
/** GPT-2's context. */
const CONTEXT = "1024";
const LENGTHS = { least: 1, most: 2 ** 31 - 1 };

/** `tokenscope build`: a training set out of texts, with a report. */
export async function buildCommand(
  args: readonly string[],
  world: CliEnvironment,
): Promise<number> {
  const given = Given.read(args, {
    ...READING_OPTIONS,
    input: { type: "string", multiple: true },
    output: { type: "string" },
    format: { type: "string" },
    "end-of-text": { type: "string" },
    "val-documents": { type: "string" },
    "val-characters": { type: "string" },
    seed: { type: "string" },
    shuffle: { type: "boolean" },
    shard: { type: "string" },
    "shard-tokens": { type: "string" },
    packing: { type: "string" },
    "max-length": { type: "string", default: CONTEXT },
    stride: { type: "string" },
    force: { type: "boolean" },
    "dry-run": { type: "boolean" },
    json: { type: "boolean" },
  });
  const folder = given.text("output");
  const isDry = given.is("dry-run");
  if (folder === undefined && !isDry) {
    throw new UsageError(l10n.t("Say --output DIR, or --dry-run to see the report alone."));
  }
  const rules = rulesOf(given);
  const options = readingOptions(given, { specialTokens: DEFAULT_RULES.specialTokens });
  const maxLength = given.whole("max-length", LENGTHS) ?? Number(CONTEXT);
  const windows = { maxLength, stride: given.whole("stride", LENGTHS) ?? maxLength };
  const packing = packingOf(given, maxLength);
  if (packing !== undefined && rules.format === "llmc" && rules.shardTokens < maxLength) {
    throw new UsageError(
      l10n.t(
        "A shard of {0} holds no window of {1}. Give --shard-tokens at least --max-length.",
        tokensText(rules.shardTokens),
        tokensText(maxLength),
      ),
    );
  }
  const chosen = await openEncoding(world, options.encoding);
  if (rules.endOfText !== "none" && chosen.described.endOfTextId === undefined) {
    throw new UsageError(
      l10n.t("This tokenizer has no token that ends a text. Say --end-of-text none."),
    );
  }
  // More than one path may follow --input.
  const paths = [...given.texts("input"), ...given.paths];
  const output =
    folder === undefined || isDry
      ? undefined
      : { folder: resolve(folder), force: given.is("force") };
  const plan: SetPlan = {
    input: setInput(paths, options, chosen.inParts, output?.folder),
    named: paths,
    encoding: chosen.described,
    rules: { ...rules, specialTokens: options.specialTokens, ...(packing && { packing }) },
    windows,
    output,
  };
  const pool = openPool(world, chosen, options);
  const { terminal } = world;
  try {
    const { report, files } = await buildSet(plan, {
      pool,
      signal: world.signal,
      tell: (sentence) => {
        terminal.tell(sentence);
      },
      progress: (progress) => {
        terminal.progress(progress);
      },
    });
    terminal.clear();
    const written = output === undefined ? undefined : files;
    const answer = given.is("json")
      ? `${JSON.stringify({ encoding: plan.encoding, rules: plan.rules, files, report }, undefined, 2)}\n`
      : reportMarkdown({
          ...{ report, encoding: plan.encoding, rules: plan.rules, files: written },
          ...(isDry && { seconds: terminal.seconds }),
        });
    await terminal.print(answer);
    return EXIT.done;
  } finally {
    await pool.close();
  }
}

function rulesOf(given: Given): SetRules {
  const format = given.oneOf("format", SET_FORMATS);
  if (format === undefined && !given.is("dry-run")) {
    throw new UsageError(l10n.t("Say --format, one of {0}.", SET_FORMATS.join(", ")));
  }
  const shard = shardOf(given.text("shard"));
  const split = splitOf(given);
  if (shard !== undefined && split.by === "characters") {
    throw new UsageError(
      l10n.t(
        "--val-characters splits the text as a whole, which no shard has. With --shard, say --val-documents.",
      ),
    );
  }
  return {
    ...DEFAULT_RULES,
    format: format ?? DEFAULT_RULES.format,
    endOfText: given.oneOf("end-of-text", END_OF_TEXT_RULES) ?? DEFAULT_RULES.endOfText,
    split,
    seed: given.whole("seed", { least: 0, most: Number.MAX_SAFE_INTEGER }) ?? DEFAULT_RULES.seed,
    shuffle: given.is("shuffle"),
    shardTokens:
      given.whole("shard-tokens", { least: 1, most: MOST_LLMC_TOKENS }) ??
      DEFAULT_RULES.shardTokens,
    ...(shard !== undefined && { shard }),
  };
}

/** As the command line names them. */
const PACKINGS = {
  concatenated: "concatenated",
  "one-each": "oneEach",
  "best-fit": "bestFit",
} as const;
type PackingName = keyof typeof PACKINGS;

function packingOf(given: Given, length: number): SetPacking | undefined {
  const name = given.oneOf("packing", Object.keys(PACKINGS) as PackingName[]);
  return name && { way: PACKINGS[name], length };
}

function splitOf(given: Given): Split {
  const documents = given.share("val-documents");
  const characters = given.share("val-characters");
  if (documents !== undefined && characters !== undefined) {
    throw new UsageError(l10n.t("Say --val-documents or --val-characters, not both."));
  }
  if (characters !== undefined) return { by: "characters", share: characters };
  return { by: "documents", share: documents ?? DEFAULT_RULES.split.share };
}

function shardOf(text: string | undefined): Shard | undefined {
  if (text === undefined) return undefined;
  const [, index, count] = (/^(\d{1,7})\/(\d{1,7})$/.exec(text) ?? []).map(Number);
  const fits =
    index !== undefined &&
    count !== undefined &&
    index >= 1 &&
    index <= count &&
    count <= MOST_SHARDS;
  if (fits) return { index, count };
  throw new UsageError(
    l10n.t('--shard is "{0}", but must be I/N with I from 1 to N, as 2/8.', foreign(text)),
  );
}
