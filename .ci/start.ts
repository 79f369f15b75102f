import { cp, mkdir, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { Companion } from "./support/companion";
import { findDesktopVscode } from "./support/desktopVscode";
import { cacheFolder, root } from "./support/folders";
import { main } from "./support/main";
import { startServer, windowUrl, writeSettings } from "./support/vscodeServer";
import { buildExtension } from "./support/webpackBuild";
import manifest from "../package.json" with { type: "json" };

/** The sample has long lines, and the panel takes half of the window. */
const settings = { "editor.wordWrap": "on", "editor.minimap.enabled": false };
const starter = join(root, ".ci/starter");

/** Builds, and shows the extension in a VS Code of its own until that is closed or Ctrl+C comes. */
async function start(): Promise<undefined> {
  console.log("Building Tokenscope ...");
  await buildExtension({ mode: "development" });

  // Emptied each time, so that what one trial leaves behind cannot spoil the next.
  const home = join(cacheFolder, "start");
  await rm(home, { recursive: true, force: true });
  const userDataDir = join(home, "user");
  const extensionsDir = join(home, "extensions");
  await mkdir(extensionsDir, { recursive: true });

  const desktop = await findDesktopVscode({ visible: true });
  if (desktop === undefined) await startHosted(userDataDir, extensionsDir);
  else await startDesktop(desktop.executable, userDataDir, extensionsDir);
}

async function startDesktop(
  executable: string,
  userDataDir: string,
  extensionsDir: string,
): Promise<void> {
  await writeSettings(userDataDir, settings);
  console.log(`Opening the sample, with the visualizer beside it, in ${executable}.`);
  console.log("Close its window or press Ctrl+C here to end.");
  const rootAlone = process.platform === "linux" && process.getuid?.() === 0;
  const vscode = new Companion(executable, [
    `--extensionDevelopmentPath=${root}`,
    `--extensionDevelopmentPath=${starter}`,
    `--user-data-dir=${userDataDir}`,
    `--extensions-dir=${extensionsDir}`,
    "--skip-welcome",
    "--skip-release-notes",
    "--disable-workspace-trust",
    "--new-window",
    ...(rootAlone ? ["--no-sandbox"] : []),
  ]);
  let output = "";
  vscode.onOutput((text) => (output += text));
  const code = await vscode.closed;
  if (code !== 0) throw new Error(`VS Code failed (code ${String(code)}). It printed:\n${output}`);
  console.log("VS Code was closed.");
}

async function startHosted(userDataDir: string, extensionsDir: string): Promise<void> {
  console.log("There is no desktop VS Code here, so VS Code comes as a page for your browser.");
  // A link, so that the next build is what a reload of the window runs.
  const { publisher, name, version } = manifest;
  await symlink(root, join(extensionsDir, `${publisher}.${name}-${version}`), "junction");
  await cp(starter, join(extensionsDir, `${publisher}.starter-0.0.1`), { recursive: true });

  const server = await startServer({ userDataDir, extensionsDir, settings });
  console.log("\nOpen this address to see the sample with the visualizer beside it:\n");
  console.log(`    ${windowUrl(server, {})}\n`);
  console.log("Press Ctrl+C here to end.");
  await server.closed;
  throw new Error(`VS Code's server ended by itself. It printed:\n${server.output()}`);
}

main(start);
