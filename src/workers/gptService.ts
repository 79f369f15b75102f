import * as l10n from "../shared/base/l10n";
import type { CallSignal } from "../shared/base/callSignal";
import type {
  Attention,
  Lens,
  Predictions,
  PredictOptions,
  Residual,
} from "../shared/values/predictions";
import type { Batch } from "../embeddings/queries/batch";
import type { NextStep } from "../embeddings/steps";
import type { Gpt } from "../gpt/gpt";
import { checkGpt2, type Gpt2Check } from "../gpt/gpt2Check";
import type { WholeGpt2 } from "../gpt/gpt2/wholeGpt2";

/**
 * What the vector worker answers of a whole GPT. Of a model of two tables alone each rejects with a
 * sentence on how to get a whole one; and as `embed` before the first `use`.
 */
export interface GptService {
  /** What the model expects next at each position of a batch. */
  predict(batch: Batch, options: PredictOptions, signal?: CallSignal): Promise<Predictions>;
  /**
   * @param batch one row
   * @param layer from 0
   */
  attention(batch: Batch, layer: number, signal?: CallSignal): Promise<Attention>;
  /**
   * @param batch one row
   * @param layer 0 for the input vectors, n for what block n gives
   */
  residual(batch: Batch, layer: number, signal?: CallSignal): Promise<Residual>;
  /** Final norm and head on a residual stream; as `residual`. */
  lens(batch: Batch, layer: number, top: number, signal?: CallSignal): Promise<Lens>;
  /** Whether the model in use goes on as all of GPT-2 does. */
  checkGpt2(signal?: CallSignal): Promise<Gpt2Check>;
}

/** A model in use, as far as this asks for it. */
interface AnsweringModel {
  readonly gpt: Gpt | undefined;
  /** Why it is two tables alone, where that is known. */
  readonly notWhole: string | undefined;
}

/** Answers by the model in use, which stays open until they are given. */
type AnsweredBy = <T extends object>(
  ask: (open: AnsweringModel, step: NextStep) => Promise<T>,
  signal: CallSignal | undefined,
) => Promise<unknown>;

type Answers = {
  [K in keyof GptService]: (...args: Parameters<GptService[K]>) => Promise<unknown>;
};

export function gptService(answeredBy: AnsweredBy, gpt2?: WholeGpt2): Answers {
  const answered = <T extends object>(
    ask: (gpt: Gpt, step: NextStep) => Promise<T>,
    signal: CallSignal | undefined,
  ) =>
    answeredBy(async ({ gpt, notWhole }, step) => {
      if (gpt === undefined) throw new Error(whyTables(notWhole));
      return ask(gpt, step);
    }, signal);
  return {
    predict: (batch, options, signal) =>
      answered((gpt, step) => gpt.predict(batch, options, step), signal),
    attention: (batch, layer, signal) =>
      answered((gpt, step) => gpt.attention(batch, layer, step), signal),
    residual: (batch, layer, signal) =>
      answered((gpt, step) => gpt.residual(batch, layer, step), signal),
    lens: (batch, layer, top, signal) =>
      answered((gpt, step) => gpt.lens(batch, layer, top, step), signal),
    checkGpt2: (signal) => answered((gpt, step) => checkGpt2(gpt, gpt2, step), signal),
  };
}

function whyTables(notWhole: string | undefined): string {
  if (notWhole !== undefined) {
    return l10n.t("The model in use is two tables, which predict nothing. {0}", notWhole);
  }
  return l10n.t(
    "The model in use is two tables, which predict nothing. Choose a whole GPT: a seeded one with layers and heads, GPT-2 with “whole”, or a file that holds one.",
  );
}
