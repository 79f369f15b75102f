import { SEEDED_DEFAULTS } from "../embeddings/seeded/seededTables";
import { RUNTIME_CHOICES } from "../shared/base/runtimes";
import { ARITHMETICS, DRAW_ORDERS } from "../shared/base/seededDraws";
import type { Encoding } from "../shared/values/tokens";
import { ENCODINGS } from "../tokens/encode/encodings";
import { DEFAULT_SEED, MOST_LENGTH } from "../windows/loader";
import { endpointKind } from "./endpointKind";
import { choice, flag, whole, type Kind } from "./kinds";
import { modelFileKind } from "./modelFileKind";
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
  "highlights.colours": whole(6, 2, 12),
  "highlights.colourBy": choice("turn", ["turn", "id"]),
  "highlights.borders": flag(false),
  "highlights.whitespace": flag(false),
  "highlights.pieces": flag(false),
  "highlights.windows": flag(false),
  encoding: choice<Encoding>("gpt2", [...ENCODINGS, "file"]),
  tokenizerFile: tokenizerFileKind,
  lineEndings: choice("lf", ["lf", "asIs"]),
  specialTokens: choice("split", ["split", "text"]),
  tokenLimit: whole(0, 0, MOST_LENGTH),
  "windows.maxLength": whole(4, 1, MOST_LENGTH),
  "windows.stride": whole(4, 1, MOST_LENGTH),
  "windows.batchSize": whole(8, 1, MOST_LENGTH),
  "windows.shuffle": flag(false),
  "windows.seed": whole(DEFAULT_SEED, 0, Number.MAX_SAFE_INTEGER),
  "windows.dropLast": flag(false),
  model: choice("seeded", ["seeded", "gpt2", "file"]),
  modelFile: modelFileKind,
  "gpt2.endpoint": endpointKind,
  cacheLimit: whole(1024, 0, MOST_CACHE),
  runtime: choice("auto", RUNTIME_CHOICES),
  "seeded.seed": whole(SEEDED_DEFAULTS.seed, 0, Number.MAX_SAFE_INTEGER),
  "seeded.dimensions": whole(SEEDED_DEFAULTS.dimensions, 1, MOST_DIMENSIONS),
  "seeded.contextLength": whole(SEEDED_DEFAULTS.contextLength, 1, MOST_POSITIONS),
  "seeded.arithmetic": choice(SEEDED_DEFAULTS.arithmetic, ARITHMETICS),
  "seeded.order": choice(SEEDED_DEFAULTS.order, DRAW_ORDERS),
  "toy.vocabulary": whole(6, 1, MOST_IDS),
  "toy.dimensions": whole(3, 1, MOST_DIMENSIONS),
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
  "seeded.seed",
  "seeded.dimensions",
  "seeded.contextLength",
  "seeded.arithmetic",
  "seeded.order",
  "toy.vocabulary",
  "toy.dimensions",
];
