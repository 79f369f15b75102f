import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { downloadAndUnzipVSCode, ProgressReportStage } from "@vscode/test-electron";
import { findOnPath } from "./childProcess";
import { cacheFolder } from "./folders";

/** A VS Code with windows of its own. */
export interface DesktopVscode {
  readonly executable: string;
  /** Command that gives it a display where there is none, as `xvfb-run -a`. */
  readonly display: readonly string[];
}

/** Milliseconds without a byte after which a download is given up. */
const downloadPatience = 15_000;

/**
 * The VS Code whose `code` is on the PATH, else one that @vscode/test-electron downloads; undefined
 * where neither is to be had or nothing can show its window. TOKENSCOPE_VSCODE=hosted or =oldest
 * refuses it, TOKENSCOPE_VSCODE=desktop insists on it.
 * @param visible whether a person must see the window, so that a virtual display is none
 * @throws where it is insisted on and cannot be had, with the reason
 */
export async function findDesktopVscode({
  visible,
}: {
  visible: boolean;
}): Promise<DesktopVscode | undefined> {
  const wish = process.env["TOKENSCOPE_VSCODE"];
  if (wish === "hosted" || wish === "oldest") return undefined;
  try {
    const display = findDisplay(visible);
    return { executable: installed() ?? (await download()), display };
  } catch (error) {
    if (wish !== "desktop") return undefined;
    throw new Error("TOKENSCOPE_VSCODE=desktop asks for a desktop VS Code, and there is none.", {
      cause: error,
    });
  }
}

/** @throws with what to install where no window can be shown */
function findDisplay(visible: boolean): readonly string[] {
  if (process.platform !== "linux") return [];
  if (process.env["DISPLAY"] || process.env["WAYLAND_DISPLAY"]) return [];
  const virtual = visible ? undefined : findOnPath("xvfb-run");
  if (virtual !== undefined) return [virtual, "-a"];
  throw new Error("There is no display: DISPLAY is not set and xvfb-run is not installed.");
}

/** Executable behind the `code` command, which itself starts a window and returns at once. */
function installed(): string | undefined {
  const command = findOnPath(process.platform === "win32" ? "code.cmd" : "code");
  if (command === undefined) return undefined;
  const folder = dirname(dirname(realpathSync(command)));
  return executablesBeside(folder).find((file) => existsSync(file));
}

/** @param folder the one that holds `bin/code` */
function executablesBeside(folder: string): string[] {
  if (process.platform === "win32") return [join(folder, "Code.exe")];
  if (process.platform !== "darwin") return [join(folder, "code")];
  // …/Visual Studio Code.app/Contents/Resources/app/bin/code
  return ["Electron", "Code"].map((name) => join(folder, "../../MacOS", name));
}

async function download(): Promise<string> {
  let hasListener = false;
  return downloadAndUnzipVSCode({
    cachePath: cacheFolder,
    timeout: downloadPatience,
    reporter: {
      report: ({ stage }) => {
        if (stage !== ProgressReportStage.Downloading || hasListener) return;
        hasListener = true;
        console.log("Downloading a desktop VS Code into .vscode-test (once) ...");
      },
      // The reason is in what is thrown.
      error: () => undefined,
    },
  });
}
