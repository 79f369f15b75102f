import { GPT2_NAME } from "../embeddings/gpt2/gpt2Tables";
import { SEEDED_DEFAULTS, seededName } from "../embeddings/seeded/seededTables";
import { baseName } from "../shared/base/baseName";
import * as readers from "../shared/base/readers";
import { ARITHMETICS, DRAW_ORDERS } from "../shared/base/seededDraws";
import { MODEL_SOURCES, type ModelChoice, type ModelInfo } from "../shared/values/vectors";
import { absolutePath } from "./absolutePath";

/** What a model is called by before it is open. */
export type CalledModel = Pick<ModelInfo, "name" | "seed" | "order">;

type Source = ModelChoice["source"];
type ChoiceOf<S extends Source> = Extract<ModelChoice, { readonly source: S }>;

/** What the extension host knows of a source of models. */
interface ChoiceKind<S extends Source> {
  /** Reads what another extension gives beside the source's name. */
  readonly read: readers.Reader<Omit<ChoiceOf<S>, "source">>;
  readonly called: (choice: ChoiceOf<S>) => CalledModel;
}

const KINDS: { readonly [S in Source]: ChoiceKind<S> } = {
  seeded: {
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
  },
  gpt2: {
    read: readers.record({ whole: readers.optional(readers.flag) }),
    called: () => ({ name: GPT2_NAME }),
  },
  file: {
    read: readers.record({
      path: absolutePath,
      token: readers.optional(readers.text),
      position: readers.optional(readers.text),
      heads: readers.optional(readers.number),
    }),
    called: ({ path }) => ({ name: baseName(path) }),
  },
};

const ofSource = readers.record({ source: readers.oneOf(MODEL_SOURCES) });

/** Reads the model that another extension chooses. */
export const modelChoice: readers.Reader<ModelChoice> = (value, name) => {
  const { source } = ofSource(value, name);
  return { source, ...KINDS[source].read(value, name) } as ModelChoice;
};

/** What a choice is called before its model is open. */
export function called(choice: ModelChoice): CalledModel {
  // Each kind gets the choices of its own source.
  const kind = KINDS[choice.source] as ChoiceKind<Source>;
  return kind.called(choice);
}
