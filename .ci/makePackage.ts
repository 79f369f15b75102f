import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { createVSIX } from "@vscode/vsce";
import { outFolder, root } from "../test/support/folders";
import { buildExtension } from "../test/support/webpackBuild";
import { packageFiles, type Target } from "./packageFiles";

/** A package on the disk. */
export interface Package {
  readonly file: string;
  readonly bytes: number;
}

/**
 * Builds for production and packs the extension for one platform. The working build in `dist` stays
 * as it is.
 * @throws when the build fails or a file of the package's list is missing
 */
export async function makePackage(target: Target): Promise<Package> {
  const bundle = join(outFolder, "bundle");
  const staging = join(outFolder, "package");
  for (const folder of [bundle, staging]) rmSync(folder, { recursive: true, force: true });
  await buildExtension({ mode: "production", outputFolder: bundle });

  const files = packageFiles(root, bundle, target);
  const missing = files.filter(({ from }) => !existsSync(from));
  if (missing.length > 0) {
    throw new Error(`The package needs ${missing.map(({ to }) => to).join(", ")}.`);
  }
  for (const { from, to } of files) {
    mkdirSync(dirname(join(staging, to)), { recursive: true });
    cpSync(from, join(staging, to));
  }
  writeFileSync(join(staging, "README.md"), shippedReadme());
  const manifest = shippedManifest();
  writeFileSync(join(staging, "package.json"), JSON.stringify(manifest, undefined, 2));

  // The staging folder holds what is to be packed and nothing else, so nothing is to be ignored.
  const ignoreFile = join(outFolder, "package.ignore");
  writeFileSync(ignoreFile, "");
  const file = join(outFolder, `tokenscope-${target}-${String(manifest["version"])}.vsix`);
  await createVSIX({
    cwd: staging,
    packagePath: file,
    target,
    ignoreFile,
    dependencies: false,
    rewriteRelativeLinks: false,
    allowMissingRepository: true,
  });
  return { file, bytes: statSync(file).size };
}

/** The manifest without what only a checkout can use. */
function shippedManifest(): Record<string, unknown> {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<
    string,
    unknown
  >;
  const { scripts, dependencies, devDependencies, ...shipped } = manifest;
  return shipped;
}

/** The README without its pictures: VS Code shows those with an https address alone. */
function shippedReadme(): string {
  const text = readFileSync(join(root, "README.md"), "utf8");
  return text.replace(/^!\[[^\]]*\]\((?!https:)[^)]*\)\n+/gm, "");
}
