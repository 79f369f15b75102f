import { relative } from "node:path";
import { root } from "./support/folders";
import { main } from "./support/main";
import { makeCliPackage } from "./makeCliPackage";

/** Packs the command line into `out/tokenscope-cli-VERSION.tgz`. */
async function packCli(): Promise<undefined> {
  const { file, bytes } = await makeCliPackage();
  console.log(`${relative(root, file)}, ${(bytes / 1e6).toFixed(1)} MB`);
}

main(packCli);
