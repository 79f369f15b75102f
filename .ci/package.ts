import { relative } from "node:path";
import { parseArgs } from "node:util";
import { root } from "../test/support/folders";
import { main } from "../test/support/main";
import { makePackage } from "./makePackage";
import { readTarget } from "./packageFiles";

/** Packs for the platform that `--target` names, else for this one. */
async function packExtension(): Promise<undefined> {
  const { values } = parseArgs({ options: { target: { type: "string" } } });
  const target = readTarget(values.target ?? `${process.platform}-${process.arch}`);
  const { file, bytes } = await makePackage(target);
  console.log(`${relative(root, file)}, ${(bytes / 1e6).toFixed(1)} MB`);
}

main(packExtension);
