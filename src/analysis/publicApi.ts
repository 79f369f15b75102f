import * as l10n from "../shared/l10n";
import type { TokenscopeApi } from "../api";
import { batchOf } from "../embeddings/batch";
import { isCallSignal } from "../shared/callSignal";
import { encodings } from "../tokens/encodings";
import { DEFAULT_SEED, loaderProblem } from "../windows/loader";
import type { TokenService } from "../workers/tokenService";
import type { WorkerClient } from "../workers/workerClient";
import type { Analyses } from "./analyses";
import type { Models } from "./models";

/** The API of version 1 over the parts that the views use too. */
export function publicApi(
  analyses: Analyses,
  models: Models,
  tokenizer: WorkerClient<TokenService>,
): TokenscopeApi {
  return {
    apiVersion: 1,
    async tokenize(text, { encoding = "gpt2", specialTokens = "split", signal } = {}) {
      if (!Object.hasOwn(encodings, encoding)) {
        const names = Object.keys(encodings).join(", ");
        throw new RangeError(
          l10n.t('There is no encoding "{0}". Use one of {1}.', encoding, names),
        );
      }
      if (signal !== undefined && !isCallSignal(signal)) {
        throw new TypeError(l10n.t("The signal must be an AbortSignal."));
      }
      return tokenizer.call.encode(text, { encoding, specialTokens, lineEndings: "asIs" }, signal);
    },
    async tokensOf(document) {
      const { version, ...tokens } = await analyses.of(document).tokens();
      return { ...tokens, documentVersion: version };
    },
    async loader(tokenCount, options) {
      const problem = loaderProblem(tokenCount, options);
      if (problem !== undefined) throw new RangeError(problem);
      // What else a caller's object may hold could not be sent to a thread.
      const { maxLength, stride, batchSize = 1, shuffle = false, dropLast = false } = options;
      const { seed = DEFAULT_SEED, epoch = 0 } = options;
      const plain = { maxLength, stride, batchSize, shuffle, dropLast, seed, epoch };
      return tokenizer.call.loader(tokenCount, plain);
    },
    embed: async (inputIds) => models.embed(batchOf(inputIds)),
    async nearestTokens(query, count) {
      const { ids, similarities } = await models.nearestTokens(query, count);
      return Array.from(ids, (id, at) => ({ id, similarity: similarities[at] as number }));
    },
    model: () => models.current(),
    useModel: (choice) => models.use(choice),
  };
}
