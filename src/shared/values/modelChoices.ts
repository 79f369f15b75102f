import { absolutePath } from "../base/absolutePath";
import { baseName } from "../base/baseName";
import { layersText } from "../base/countWords";
import * as l10n from "../base/l10n";
import * as readers from "../base/readers";
import { ARITHMETICS, DRAW_ORDERS, type Arithmetic, type DrawOrder } from "../base/seededDraws";

/** Tables that are drawn as PyTorch draws them, or a whole GPT drawn so. */
interface SeededChoice {
  readonly seed?: number;
  readonly dimensions?: number;
  readonly contextLength?: number;
  readonly vocabularySize?: number;
  /** The processor that PyTorch draws on; "avx2" by default. */
  readonly arithmetic?: Arithmetic;
  /** What is drawn before the tables; nothing by default. */
  readonly order?: DrawOrder;
  /** Blocks; with `heads` it is a whole GPT. */
  readonly layers?: number;
  /** Attention heads of each block; they divide the dimensions. */
  readonly heads?: number;
  /** Whether query, key and value have biases; false by default. */
  readonly qkvBias?: boolean;
}

export const SEEDED_DEFAULTS = {
  seed: 123,
  dimensions: 256,
  contextLength: 1024,
  /** GPT-2's. */
  vocabularySize: 50257,
  arithmetic: "avx2",
  order: "afterSeed",
} as const;

const seeded: Source<SeededChoice> = {
  read: readers.record({
    seed: readers.optional(readers.number),
    dimensions: readers.optional(readers.number),
    contextLength: readers.optional(readers.number),
    vocabularySize: readers.optional(readers.number),
    arithmetic: readers.optional(readers.oneOf(ARITHMETICS)),
    order: readers.optional(readers.oneOf(DRAW_ORDERS)),
    layers: readers.optional(readers.number),
    heads: readers.optional(readers.number),
    qkvBias: readers.optional(readers.flag),
  }),
  called: (choice) => {
    const { seed = SEEDED_DEFAULTS.seed, order = SEEDED_DEFAULTS.order } = choice;
    return { name: seededName(choice), seed, order };
  },
  contextLength: ({ contextLength = SEEDED_DEFAULTS.contextLength }) => contextLength,
};

export function seededName({ seed = SEEDED_DEFAULTS.seed, order, layers }: SeededChoice): string {
  if (layers !== undefined) {
    return order === "notebook"
      ? l10n.t("seeded {0}, notebook, {1}", seed, layersText(layers))
      : l10n.t("seeded {0}, {1}", seed, layersText(layers));
  }
  return order === "notebook" ? l10n.t("seeded {0}, notebook", seed) : l10n.t("seeded {0}", seed);
}

/** GPT-2 small, as it was published. */
interface Gpt2Choice {
  /** All of it, not its two tables alone. */
  readonly whole?: boolean;
}

export const GPT2_SMALL = { name: "GPT-2 small", contextLength: 1024 } as const;

const gpt2: Source<Gpt2Choice> = {
  read: readers.record({ whole: readers.optional(readers.flag) }),
  called: () => ({ name: GPT2_SMALL.name }),
  contextLength: () => GPT2_SMALL.contextLength,
};

/** A `.safetensors`, `.onnx` or PyTorch file. */
interface FileChoice {
  /** Absolute. */
  readonly path: string;
  /** Names of the tensors, where the file has several that may be meant. */
  readonly token?: string;
  readonly position?: string;
  /** Attention heads of a whole GPT, where neither the file nor its config.json tells them. */
  readonly heads?: number;
}

const file: Source<FileChoice> = {
  read: readers.record({
    path: absolutePath,
    token: readers.optional(readers.text),
    position: readers.optional(readers.text),
    heads: readers.optional(readers.number),
  }),
  called: ({ path }) => ({ name: baseName(path) }),
  // Only the file knows.
  contextLength: () => undefined,
};

/** What is known of a source of models before one of it is open. */
interface Source<C extends object> {
  /** Reads what another extension gives beside the source's name. */
  readonly read: readers.Reader<C>;
  called(choice: C): CalledModel;
  /** Tokens that the model will take; undefined where that is not known. */
  contextLength(choice: C): number | undefined;
}

const SOURCES = { seeded, gpt2, file };

type SourceName = keyof typeof SOURCES;
type ChoiceOf<S> = S extends Source<infer C> ? C : never;

/** Which tables the vectors come from; a whole GPT also makes predictions. */
export type ModelChoice = {
  [S in SourceName]: { readonly source: S } & ChoiceOf<(typeof SOURCES)[S]>;
}[SourceName];

/** Where a model's tables come from. */
export const MODEL_SOURCES = Object.keys(SOURCES) as readonly SourceName[];

/** What a model is called by before it is open. */
export interface CalledModel {
  readonly name: string;
  /** Of a seeded model. */
  readonly seed?: number;
  readonly order?: DrawOrder;
}

const ofSource = readers.record({ source: readers.oneOf(MODEL_SOURCES) });

/** Reads the model that another extension chooses. */
export const modelChoice: readers.Reader<ModelChoice> = (value, name) => {
  const { source } = ofSource(value, name);
  return { source, ...SOURCES[source].read(value, name) } as ModelChoice;
};

/** What a choice is called before its model is open. */
export function called(choice: ModelChoice): CalledModel {
  return sourceOf(choice).called(choice);
}

/** Tokens that a choice's model takes, also before it is open; undefined where only it knows. */
export function contextLengthOf(choice: ModelChoice): number | undefined {
  return sourceOf(choice).contextLength(choice);
}

/** Each source gets the choices of its own. */
function sourceOf(choice: ModelChoice): Source<ModelChoice> {
  return SOURCES[choice.source] as Source<ModelChoice>;
}
