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
 * Builds for production and packs the extension, once for each target. The working build in `dist`
 * stays as it is.
 * @throws when the build fails or a file of a package's list is missing
 */
export async function makePackages(wanted: readonly Target[]): Promise<Package[]> {
  const bundle = join(outFolder, "bundle");
  rmSync(bundle, { recursive: true, force: true });
  await buildExtension({ mode: "production", outputFolder: bundle });
  const packages: Package[] = [];
  for (const target of wanted) packages.push(await makePackage(target, bundle));
  return packages;
}

async function makePackage(target: Target, bundle: string): Promise<Package> {
  const staging = join(outFolder, "package");
  rmSync(staging, { recursive: true, force: true });
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
  const manifest = shippedManifest(target);
  writeFileSync(join(staging, "package.json"), JSON.stringify(manifest, undefined, 2));

  // The staging folder holds what is to be packed and nothing else, so nothing is to be ignored.
  const ignoreFile = join(outFolder, "package.ignore");
  writeFileSync(ignoreFile, "");
  const file = join(outFolder, `tokenscope-${target}-${String(manifest["version"])}.vsix`);
  await createVSIX({
    cwd: staging,
    packagePath: file,
    // Without one it is for every platform that has no package of its own, and for the browser.
    ...(target !== "universal" && { target }),
    ignoreFile,
    dependencies: false,
    rewriteRelativeLinks: false,
    allowMissingRepository: true,
  });
  return { file, bytes: statSync(file).size };
}

/** The manifest without what only a checkout, or the other kind of package, can use. */
function shippedManifest(target: Target): Record<string, unknown> {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<
    string,
    unknown
  >;
  const { scripts, dependencies, devDependencies, browser, ...shipped } = manifest;
  return target === "universal" ? { ...shipped, browser } : shipped;
}

/** The README without its pictures: VS Code shows those with an https address alone. */
function shippedReadme(): string {
  const text = readFileSync(join(root, "README.md"), "utf8");
  return text.replace(/^!\[[^\]]*\]\((?!https:)[^)]*\)\n+/gm, "");
}
