import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { root } from "./support/folders";
import { main } from "./support/main";
import { BUNDLE_FILE, makeBundle } from "./stringBundle";

/** Writes the bundle that translations are made from. */
async function writeBundle(): Promise<0 | 1> {
  const { json, problems } = makeBundle();
  if (problems.length > 0) {
    console.error(problems.join("\n"));
    return 1;
  }
  mkdirSync(dirname(BUNDLE_FILE), { recursive: true });
  writeFileSync(BUNDLE_FILE, json);
  console.log(
    `${relative(root, BUNDLE_FILE)}, ${Object.keys(JSON.parse(json) as object).length} texts`,
  );
  return 0;
}

main(writeBundle);
