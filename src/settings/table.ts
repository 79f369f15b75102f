import { RUNTIME_CHOICES } from "../shared/base/runtimes";
import { ARITHMETICS, DRAW_ORDERS } from "../shared/base/seededDraws";
import type { Encoding } from "../shared/values/tokens";
import { ENCODINGS } from "../tokens/encode/encodings";
import { LOADER_OPTIONS, MOST_LENGTH } from "../shared/values/windows";
import { MODEL_SOURCES, SEEDED_DEFAULTS } from "../shared/values/modelChoices";
import { DEFAULT_SEED } from "../windows/loader";
import { endpointKind } from "./endpointKind";
import { choice, flag, whole, type Kind } from "./kinds";
import { modelFileKind } from "./modelFileKind";
import { seededGptKind } from "./seededGptKind";
import { tokenizerFileKind } from "./tokenizerFileKind";

/** Megabytes: a terabyte. */
const MOST_CACHE = 1e6;
/** Four times the width of the widest models. */
const MOST_DIMENSIONS = 65_536;
const MOST_POSITIONS = 1_048_576;
/** Ids that 32 bits with a sign hold. */
const MOST_IDS = 2 ** 31 - 1;

/** Every setting and what its values are. The manifest says the same, which a test compares. */
export const SETTINGS = {
  hover: choice("whenActive", ["whenActive", "always", "off"]),
  /** How many colours take turns. */
  "highlights.colours": whole(6, { least: 2, most: 12 }),
  "highlights.colourBy": choice("turn", ["turn", "id", "surprisal"]),
  "highlights.borders": flag(false),
  "highlights.whitespace": flag(false),
  "highlights.pieces": flag(false),
  /** Whether the starts of windows are marked. */
  "highlights.windows": flag(false),
  encoding: choice<Encoding>("gpt2", [...ENCODINGS, "file"]),
  tokenizerFile: tokenizerFileKind,
  lineEndings: choice("lf", ["lf", "asIs"]),
  specialTokens: choice("split", ["split", "text"]),
  /** Whether those that a tokenizer file puts around a text are shown. */
  showSpecialTokensAdded: flag(false),
  /** Whether folders are counted without what ignore files name. */
  useIgnoreFiles: flag(true),
  /** Tokens beyond which the status bar warns of a document; 0 where it never does. */
  tokenLimit: whole(0, { least: 0, most: MOST_LENGTH }),
  "windows.maxLength": whole(4, LOADER_OPTIONS.maxLength.limits),
  "windows.stride": whole(4, LOADER_OPTIONS.stride.limits),
  "windows.batchSize": whole(8, LOADER_OPTIONS.batchSize.limits),
  "windows.shuffle": flag(false),
  "windows.seed": whole(DEFAULT_SEED, LOADER_OPTIONS.seed.limits),
  "windows.dropLast": flag(false),
  model: choice("seeded", MODEL_SOURCES),
  /** As it is written; `Settings` has its full path. */
  modelFile: modelFileKind,
  /** Where weights are fetched from, as it is written: whoever fetches checks it. */
  "gpt2.endpoint": endpointKind,
  /** Whether GPT-2 is all of it, where the model is GPT-2. */
  "gpt2.whole": flag(false),
  /** Megabytes of tables kept on disk. */
  cacheLimit: whole(1024, { least: 0, most: MOST_CACHE }),
  /** What computes the vectors. */
  runtime: choice("auto", RUNTIME_CHOICES),
  "seeded.seed": whole(SEEDED_DEFAULTS.seed, { least: 0, most: Number.MAX_SAFE_INTEGER }),
  "seeded.dimensions": whole(SEEDED_DEFAULTS.dimensions, { least: 1, most: MOST_DIMENSIONS }),
  "seeded.contextLength": whole(SEEDED_DEFAULTS.contextLength, { least: 1, most: MOST_POSITIONS }),
  "seeded.arithmetic": choice(SEEDED_DEFAULTS.arithmetic, ARITHMETICS),
  "seeded.order": choice(SEEDED_DEFAULTS.order, DRAW_ORDERS),
  /** What makes it a whole GPT, where it is one. */
  "seeded.gpt": seededGptKind,
  /** Size of the toy layer's table. */
  "toy.vocabulary": whole(6, { least: 1, most: MOST_IDS }),
  "toy.dimensions": whole(3, { least: 1, most: MOST_DIMENSIONS }),
} as const satisfies Record<string, Kind<unknown>>;

export type SettingKey = keyof typeof SETTINGS;
export type SettingValues = {
  readonly [K in SettingKey]: (typeof SETTINGS)[K] extends Kind<infer T> ? T : never;
};

/** Settings of a person's machine, on which no workspace has a say. */
export const OF_MACHINE: readonly SettingKey[] = ["gpt2.endpoint", "cacheLimit", "runtime"];

/** Settings by which a workspace costs memory and disk or has files read: once it is trusted. */
export const OF_TRUSTED: readonly SettingKey[] = [
  "tokenizerFile",
  "model",
  "modelFile",
  "gpt2.whole",
  "seeded.seed",
  "seeded.dimensions",
  "seeded.contextLength",
  "seeded.arithmetic",
  "seeded.order",
  "seeded.gpt",
  "toy.vocabulary",
  "toy.dimensions",
];
