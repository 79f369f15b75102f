import type { TokenscopeApi } from "../api";
import { batchOf } from "../embeddings/batch";
import { isCallSignal } from "../shared/callSignal";
import { encodings } from "../tokens/encodings";
import { loader } from "../windows/loader";
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
        throw new RangeError(`There is no encoding "${encoding}". Use one of ${names}.`);
      }
      if (signal !== undefined && !isCallSignal(signal)) {
        throw new TypeError("The signal must be an AbortSignal.");
      }
      return tokenizer.call.encode(text, { encoding, specialTokens, lineEndings: "asIs" }, signal);
    },
    async tokensOf(document) {
      const { version, ...tokens } = await analyses.of(document).tokens();
      return { ...tokens, documentVersion: version };
    },
    // Not async by nature, but a refusal is to come as a rejection like every other.
    loader: async (tokenCount, options) => loader(tokenCount, options),
    embed: async (inputIds) => models.embed(batchOf(inputIds)),
    async nearestTokens(query, count) {
      const { ids, similarities } = await models.nearestTokens(query, count);
      return Array.from(ids, (id, at) => ({ id, similarity: similarities[at] as number }));
    },
    model: () => models.current(),
    useModel: (choice) => models.use(choice),
  };
}
