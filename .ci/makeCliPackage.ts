import {
  chmodSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { runNode, runNpm } from "./support/childProcess";
import { outFolder, root } from "./support/folders";
import type { Package } from "./makePackage";
import { NOTICES_NAME } from "./thirdParty";

/** What the bundle is made of; webpack's licence files go with it where there are any. */
const MAIN = "dist/tokenscope.js";

/**
 * Builds the command line for production and packs it as an npm package that needs no other.
 * @throws when the build or npm fails
 */
export async function makeCliPackage(): Promise<Package> {
  const staging = join(outFolder, "cli");
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  await runNode(
    [
      ...[join(root, "node_modules/webpack/bin/webpack.js"), "--mode", "production"],
      ...["--env", "cli", "--output-path", join(staging, "dist")],
    ],
    { cwd: root },
  );
  chmodSync(join(staging, MAIN), 0o755);
  for (const name of ["LICENSE", NOTICES_NAME]) cpSync(join(root, name), join(staging, name));
  cpSync(join(root, "docs/command-line.md"), join(staging, "README.md"));
  const manifest = cliManifest();
  writeFileSync(join(staging, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
  await runNpm(["pack", "--silent", "--ignore-scripts", "--pack-destination", outFolder], {
    cwd: staging,
  });
  const file = join(outFolder, `tokenscope-cli-${manifest.version}.tgz`);
  renameSync(join(outFolder, `tokenscope-${manifest.version}.tgz`), file);
  return { file, bytes: statSync(file).size };
}

interface Manifest {
  readonly version: string;
  readonly license: string;
  readonly engines: { readonly node: string };
}

/** The package's own manifest: the checkout's is the extension's. */
function cliManifest() {
  const { version, license, engines } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  ) as Manifest;
  return {
    name: "tokenscope",
    version,
    description:
      "Count, encode and prepare text for training a GPT: from a folder to a training set, looked at before it is written.",
    license,
    keywords: ["gpt", "llm", "tokenizer", "tiktoken", "bpe", "training set", "nanogpt", "megatron"],
    bin: { tokenscope: MAIN },
    files: ["dist", NOTICES_NAME],
    engines: { node: engines.node },
  };
}
