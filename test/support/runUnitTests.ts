import { availableParallelism } from "node:os";
import { runNodeRing } from "./nodeRing";

runNodeRing({
  name: "unit",
  jobs: availableParallelism() + 1,
  costly: [
    "cli/package.test.ts",
    "workers/vectorProcess.test.ts",
    "tokens/encode/encodings.test.ts",
    "tokens/randomEditsLf.test.ts",
    "embeddings/gpt2/gpt2Weights.test.ts",
    "tokens/randomEditsAsIs.test.ts",
    "embeddings/file/mutants.test.ts",
    "platform/node/userFile.test.ts",
    "workers/damagedTables.test.ts",
    "views/pytorch/copiedVectors.test.ts",
    "embeddings/store/node/fileLocks.test.ts",
    "tokens/randomEditsOthers.test.ts",
    "embeddings/file/foreignText.test.ts",
    "embeddings/seeded/torchBits.test.ts",
    "tokens/encode/idsEncoder.test.ts",
    "tokens/encode/runs.test.ts",
  ],
});
