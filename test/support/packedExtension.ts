import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createVSIX } from "@vscode/vsce";

/** An extension of our own that lives beside Tokenscope, for a test or a benchmark. */
export interface OwnExtension {
  /** What its manifest has beside version, engine and entry. */
  readonly manifest: Readonly<Record<string, unknown>>;
  /** CommonJS of its `main.js`. */
  readonly source: string;
}

/** Writes an extension's files into a folder. */
export function writeExtension(folder: string, { manifest, source }: OwnExtension): void {
  const whole = {
    version: "1.0.0",
    engines: { vscode: "^1.100.0" },
    main: "./main.js",
    ...manifest,
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify(whole));
  writeFileSync(join(folder, "main.js"), source);
}

/** Packs an extension's folder; answers the file, which lies in it. */
export async function packExtension(folder: string): Promise<string> {
  const packagePath = join(folder, "extension.vsix");
  await createVSIX({
    cwd: folder,
    packagePath,
    allowMissingRepository: true,
    skipLicense: true,
    dependencies: false,
  });
  return packagePath;
}
