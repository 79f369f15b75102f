import { availableParallelism } from "node:os";
import { runNodeRing } from "./nodeRing";

runNodeRing({
  name: "unit",
  jobs: availableParallelism() + 1,
  costly: [
    "tokens/randomEditsLf.test.ts",
    "tokens/randomEditsAsIs.test.ts",
    "tokens/encode/encodings.test.ts",
    "embeddings/file/foreignText.test.ts",
    "embeddings/seeded/torchBits.test.ts",
    "embeddings/file/mutants.test.ts",
    "tokens/randomEditsOthers.test.ts",
  ],
});
