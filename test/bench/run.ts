import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { runNode } from "../../.ci/support/childProcess";
import { outFolder, root } from "../../.ci/support/folders";
import { main } from "../../.ci/support/main";
import { buildExtension } from "../../.ci/support/webpackBuild";

/** Bundles a benchmark as the product is bundled and runs it: `run.ts tokens`. What follows is the benchmark's. */
async function run(): Promise<number> {
  const [name = "", ...parts] = process.argv.slice(2);
  await buildExtension({ mode: "production" });
  const outfile = join(outFolder, "bench", `${name}.cjs`);
  await build({
    entryPoints: [join(root, "test/bench", `${name}.ts`)],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    packages: "external",
    define: {
      "import.meta.dirname": JSON.stringify(join(root, "test/support")),
      "import.meta.filename": "__filename",
      // What it requires by this lies in node_modules, wherever from.
      "import.meta.url": JSON.stringify(pathToFileURL(join(root, "test/bench/run.ts")).href),
    },
  });
  await runNode([outfile, ...parts], { cwd: root, output: "inherit" });
  return 0;
}

main(run);
