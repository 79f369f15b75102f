import { join } from "node:path";
import { runNode } from "./childProcess";
import { root } from "./folders";
import { makeTestedExtension } from "./testedExtension";

export interface BuildOptions {
  readonly mode: "development" | "production";
  /** Also bundles the tests that run in the extension host, and makes the extension that they test. */
  readonly tests?: boolean;
  /** Folder for all bundles instead of those that the configuration names. */
  readonly outputFolder?: string;
}

/**
 * Bundles the extension.
 * @throws CommandError with what webpack says
 */
export async function buildExtension({ mode, tests, outputFolder }: BuildOptions): Promise<void> {
  const args = [join(root, "node_modules/webpack/bin/webpack.js"), "--mode", mode];
  if (tests === true) args.push("--env", "test");
  if (outputFolder !== undefined) args.push("--output-path", outputFolder);
  await runNode(args, { cwd: root });
  if (tests === true) makeTestedExtension();
}
