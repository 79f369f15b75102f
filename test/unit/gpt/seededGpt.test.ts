import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../.ci/support/folders";
import { assertTrace, type GptTrace } from "../../support/gptGolden";
import { runtimes } from "../../support/runtimes";
import { withVectorService } from "../../support/vectorServiceHere";

interface Golden {
  readonly models: readonly {
    readonly config: {
      readonly seed: number;
      readonly vocabularySize: number;
      readonly dimensions: number;
      readonly contextLength: number;
      readonly layers: number;
      readonly heads: number;
      readonly qkvBias: boolean;
    };
    readonly trace: GptTrace;
  }[];
}
const { models } = JSON.parse(readFileSync(join(root, "test/golden/gpt.json"), "utf8")) as Golden;

describe("A whole GPT as torch draws it after its seed", () => {
  for (const { config, trace } of models) {
    const { seed, qkvBias } = config;
    for (const [kind, runtime] of Object.entries(runtimes)) {
      it(`is PyTorch's in all that it answers (seed ${seed}, biases ${qkvBias}, ${kind})`, () =>
        withVectorService(
          async (call) => {
            await call.use({ source: "seeded", ...config }, Infinity);
            await assertTrace(call, trace);
          },
          { runtime },
        ));
    }
  }
});
