import { relative } from "node:path";
import { parseArgs } from "node:util";
import { root } from "./support/folders";
import { main } from "./support/main";
import { makePackages } from "./makePackage";
import { ownTarget, readTarget } from "./packageFiles";

/** Packs for what each `--target` names, else for this platform; `--quick` in seconds, but larger. */
async function packExtension(): Promise<undefined> {
  const { values } = parseArgs({
    options: { target: { type: "string", multiple: true }, quick: { type: "boolean" } },
  });
  const targets = values.target?.map(readTarget) ?? [ownTarget()];
  for (const { file, bytes } of await makePackages(targets, values.quick ? "little" : "most")) {
    console.log(`${relative(root, file)}, ${(bytes / 1e6).toFixed(1)} MB`);
  }
}

main(packExtension);
