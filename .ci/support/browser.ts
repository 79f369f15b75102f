import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Browser } from "playwright-core";
import { findOnPath, run, runNode } from "./childProcess";
import { root } from "./folders";
import { PATIENCE } from "./patience";

/** Quiet and without network chatter; the sandbox needs rights that a container's root lacks. */
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Starts a headless browser of the Chromium family: the one that TOKENSCOPE_BROWSER names, an
 * installed one, else one that is fetched now.
 * @param extra flags on top of the quiet ones
 * @throws with what to install where none can be had
 */
export async function launchBrowser(extra: readonly string[] = []): Promise<Browser> {
  const executablePath = await findBrowser();
  return chromium.launch({
    executablePath,
    headless: true,
    args: [...flags, ...extra],
    timeout: PATIENCE,
  });
}

async function findBrowser(): Promise<string> {
  const named = process.env["TOKENSCOPE_BROWSER"];
  if (named !== undefined && named !== "") {
    if (existsSync(named)) return named;
    throw new Error(`TOKENSCOPE_BROWSER names ${named}, and there is no such file.`);
  }
  return installedBrowser() ?? (await fetchBrowser());
}

/** A browser that is already there, in the places where systems and playwright put it. */
function installedBrowser(): string | undefined {
  const onPath = findOnPath(
    ...["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    ...["microsoft-edge", "microsoft-edge-stable", "msedge"],
  );
  if (onPath !== undefined) return onPath;
  return [...usualPlaces(), chromium.executablePath()].find((file) => existsSync(file));
}

function usualPlaces(): readonly string[] {
  if (process.platform === "darwin") {
    return [
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
      "/Applications/Chromium.app/Contents/MacOS/Chromium",
      "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ];
  }
  if (process.platform === "win32") {
    return ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"]
      .map((name) => process.env[name])
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        join(folder, "Google/Chrome/Application/chrome.exe"),
        join(folder, "Microsoft/Edge/Application/msedge.exe"),
      ]);
  }
  return ["/usr/lib/chromium/chromium", "/opt/google/chrome/chrome", "/snap/bin/chromium"];
}

/** Fetches playwright's browser, else Debian's where this process may install packages. */
async function fetchBrowser(): Promise<string> {
  console.log("Fetching a browser for the tests (once) ...");
  const failures: string[] = [];
  const attempt = async (fetch: () => Promise<unknown>): Promise<string | undefined> => {
    try {
      await fetch();
      return installedBrowser();
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  };
  const cli = join(root, "node_modules/playwright-core/cli.js");
  let found = await attempt(() => runNode([cli, "install", "chromium"]));
  if (found === undefined && process.getuid?.() === 0 && findOnPath("apt-get") !== undefined) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    found = await attempt(async () => {
      await run("apt-get", ["update"], { env });
      await run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { env });
    });
  }
  if (found !== undefined) return found;
  throw new Error(
    "The tests need a browser, and none could be fetched. Install Chromium, Google Chrome or " +
      "Microsoft Edge, or name the executable in TOKENSCOPE_BROWSER.",
    { cause: new Error(failures.join("\n")) },
  );
}
