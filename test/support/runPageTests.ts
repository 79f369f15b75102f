import { runNodeRing } from "./nodeRing";
import { buildExtension } from "../../.ci/support/webpackBuild";

/** `--built` says that the bundles are there. */
runNodeRing({
  name: "page",
  prepare: async () => {
    if (!process.argv.includes("--built")) await buildExtension({ mode: "development" });
  },
});
