import type { TokenscopeApi } from "../api";
import { batchOf } from "../embeddings/queries/batch";
import { unlessAborted } from "../shared/base/callSignal";
import * as readers from "../shared/base/readers";
import * as l10n from "../shared/base/l10n";
import { loaderProblem } from "../windows/loader";
import { loaderOptions } from "../windows/loaderReaders";
import { USUAL_TOP } from "../shared/values/predictions";
import { readingOfFile } from "../tokens/document/readingOfFile";
import type { TokenService } from "../workers/tokenService";
import type { WorkerClient } from "../workers/workerClient";
import type { Analyses } from "./analyses";
import {
  neighbourCount,
  neighbourQuery,
  idRow,
  layerNumber,
  predictOptions,
  questionOptions,
  textDocument,
  tokenizeOptions,
  topNumber,
} from "./apiArguments";
import { modelChoice } from "../shared/values/modelChoices";
import type { Models } from "./models";

/**
 * The API of version 2 over the parts that the views use too. Its callers may be written in
 * JavaScript and give anything: each argument is read here once.
 */
export function publicApi(
  analyses: Analyses,
  models: Models,
  tokenizer: WorkerClient<TokenService>,
): TokenscopeApi {
  return {
    apiVersion: 2,
    async tokenize(text, options) {
      const read = readers.text(text, l10n.t("The text to tokenize"));
      const {
        encoding = "gpt2",
        specialTokens = "split",
        signal,
      } = readers.optional(tokenizeOptions)(options, l10n.t("The second argument")) ?? {};
      const how = { specialTokens, lineEndings: "asIs" } as const;
      if (typeof encoding === "string") {
        return tokenizer.call.encode(read, { encoding, ...how }, signal);
      }
      const file = await tokenizer.call.tokenizerFile(encoding.file, signal);
      return tokenizer.call.encode(read, { ...readingOfFile(file), ...how }, signal);
    },
    async tokensOf(document) {
      const { version, ...tokens } = await analyses.of(textDocument(document)).call.tokens();
      return { ...tokens, documentVersion: version };
    },
    async loader(tokenCount, options) {
      const read = loaderOptions(options, l10n.t("The second argument"));
      const problem = loaderProblem(tokenCount, read);
      if (problem !== undefined) throw new RangeError(problem);
      return tokenizer.call.loader(tokenCount, read);
    },
    async embed(inputIds, options) {
      const batch = batchOf(inputIds);
      return models.embed(batch, signalOf(options, l10n.t("The second argument")));
    },
    async nearestTokens(query, count, options) {
      const { ids, similarities } = await models.nearestTokens(
        neighbourQuery(query),
        neighbourCount(count),
        signalOf(options, l10n.t("The third argument")),
      );
      return Array.from(ids, (id, at) => ({ id, similarity: similarities[at] as number }));
    },
    async predict(ids, options) {
      const batch = batchOf(ids);
      const {
        top: given,
        targets,
        signal,
      } = readers.optional(predictOptions)(options, l10n.t("The second argument")) ?? {};
      const top = given ?? (await usualTop(models, signal));
      const wanted = { top, ...(targets !== undefined && { targets }) };
      const { shape, surprisal, topIds, topLogProbabilities } = await models.predict(
        batch,
        wanted,
        signal,
      );
      return { shape, surprisal, topIds, topLogProbabilities };
    },
    attention: async (ids, layer, options) =>
      models.attention(
        idRow(ids),
        layerNumber(layer),
        signalOf(options, l10n.t("The third argument")),
      ),
    residual: async (ids, layer, options) =>
      models.residual(
        idRow(ids),
        layerNumber(layer),
        signalOf(options, l10n.t("The third argument")),
      ),
    async lens(ids, layer, top, options) {
      const row = idRow(ids);
      const [number, given] = [layerNumber(layer), topNumber(top)];
      const signal = signalOf(options, l10n.t("The fourth argument"));
      return models.lens(row, number, given ?? (await usualTop(models, signal)), signal);
    },
    model: async () => models.current(),
    useModel: async (choice) => models.use(modelChoice(choice, l10n.t("The model"))),
  };
}

/** A small vocabulary has no more. */
async function usualTop(models: Models, signal: AbortSignal | undefined): Promise<number> {
  const opened = models.current();
  const { vocabularySize } = await (signal === undefined ? opened : unlessAborted(opened, signal));
  return Math.min(USUAL_TOP, vocabularySize);
}

function signalOf(options: unknown, name: string): AbortSignal | undefined {
  return readers.optional(questionOptions)(options, name)?.signal;
}
