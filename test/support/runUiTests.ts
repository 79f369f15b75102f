import { runNodeRing } from "./nodeRing";
import { buildExtension } from "../../.ci/support/webpackBuild";

/** `--built` says that the bundles are there. */
runNodeRing({
  name: "ui",
  costly: [
    "crashes.test.ts",
    "packageWithoutBinary.test.ts",
    "package.test.ts",
    "workbench.test.ts",
    "models.test.ts",
    "oddFiles.test.ts",
    "twoVersions.test.ts",
    "toyExample.test.ts",
    "twoWindows.test.ts",
    "storage.test.ts",
  ],
  prepare: async () => {
    if (!process.argv.includes("--built")) {
      await buildExtension({ mode: "development", tests: true });
    }
  },
});
