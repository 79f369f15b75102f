import { relative } from "node:path";
import { parseArgs } from "node:util";
import { root } from "../test/support/folders";
import { main } from "../test/support/main";
import { makePackages } from "./makePackage";
import { ownTarget, readTarget } from "./packageFiles";

/** Packs for what each `--target` names, else for this platform. */
async function packExtension(): Promise<undefined> {
  const { values } = parseArgs({ options: { target: { type: "string", multiple: true } } });
  for (const { file, bytes } of await makePackages(
    values.target?.map(readTarget) ?? [ownTarget()],
  )) {
    console.log(`${relative(root, file)}, ${(bytes / 1e6).toFixed(1)} MB`);
  }
}

main(packExtension);
