import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { freshFolder, outFolder, root } from "./folders";

/**
 * The extension as tests run it where they serve GPT-2's tables: as built in `dist`, but for the worker
 * that verifies those. Node finds the checkout's packages from there.
 */
export const testedExtension = join(outFolder, "test/extension");

/** The tests of the extension host. They lie in the extension, so that they get its own `vscode`. */
export const testedSuite = join(testedExtension, "suite.js");

/** What an extension has beside its manifest. */
const PARTS = ["dist", "media", "l10n", "docs/panes", "package.nls.json"];

/** Makes `testedExtension` of what has been built. */
export function makeTestedExtension(): void {
  rmSync(testedExtension, { recursive: true, force: true });
  copyExtension(testedExtension);
  cpSync(join(root, "package.json"), join(testedExtension, "package.json"));
  cpSync(join(outFolder, "test/suite.js"), testedSuite);
  cpSync(join(outFolder, "test/workers"), join(testedExtension, "dist"), { recursive: true });
}

/**
 * A copy of the built extension that has no entry for Node and no wish to be where the workspace is,
 * so that VS Code runs it in the browser, as it does where there is no server.
 */
export function browserExtension(): string {
  const folder = freshFolder("web");
  copyExtension(folder);
  const {
    main: _,
    extensionKind: __,
    ...manifest
  } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<string, unknown>;
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  return folder;
}

/** Copies the built extension without its manifest. */
function copyExtension(folder: string): void {
  for (const part of PARTS) {
    mkdirSync(dirname(join(folder, part)), { recursive: true });
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
}
