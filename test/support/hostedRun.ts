import { format } from "node:util";
import { launchBrowser } from "../../.ci/support/browser";
import { main } from "../../.ci/support/main";
import { freshFolder } from "../../.ci/support/folders";
import { PATIENCE, RING_PATIENCE } from "../../.ci/support/patience";
import { suiteBegins } from "../../.ci/support/ringResult";
import { isOwnNote } from "./vscodeNotes";
import { startServer, windowUrl } from "../../.ci/support/vscodeServer";

const isBench = process.env["TOKENSCOPE_BENCH"] !== undefined;
/** CSS pixels of the window that benchmarks are compared in. */
const USUAL = { width: 1280, height: 720 };
/** Nobody looks at it, and drawing it is half of what tests cost: the processor does it. */
const SMALL = { width: 800, height: 500 };

/** Extensions and tests to run, from the command line that a desktop VS Code would be given. */
function readCommandLine(args: readonly string[]) {
  const all = (name: string): string[] =>
    args.filter((arg) => arg.startsWith(`--${name}=`)).map((arg) => arg.slice(name.length + 3));
  const one = (name: string): string | undefined => all(name)[0];
  return {
    userDataDir: one("user-data-dir") ?? freshFolder("user"),
    extensionsDir: one("extensions-dir") ?? freshFolder("extensions"),
    extensionTestsPath: one("extensionTestsPath"),
    extensionDevelopmentPaths: all("extensionDevelopmentPath"),
    folder: args.find((arg) => !arg.startsWith("-")),
  };
}

/** Runs the tests in the extension host of a window in the browser; answers their exit code. */
async function runInBrowser(args: readonly string[]): Promise<number> {
  const { userDataDir, extensionsDir, ...window } = readCommandLine(args);
  const output = new Console();
  const hear = (type: string, parts: readonly unknown[]): void => {
    output.hear(type, parts);
  };
  const server = await startServer({
    userDataDir,
    extensionsDir,
    extraArgs: ["--enable-smoke-test-driver"],
  });
  try {
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage({ viewport: isBench ? USUAL : SMALL });
      page.setDefaultTimeout(PATIENCE);
      const finished = new Promise<number>((resolve, reject) => {
        const fail = (why: string): void => {
          reject(new Error(why));
        };
        const timer = setTimeout(fail, RING_PATIENCE, "The tests did not end within an hour.");
        const end = (code: number): void => {
          clearTimeout(timer);
          resolve(code);
        };
        void page.exposeFunction("codeAutomationLog", hear).catch(reject);
        void page.exposeFunction("codeAutomationExit", end).catch(reject);
        page.once("crash", () => {
          fail("VS Code's page crashed.");
        });
        page.once("close", () => {
          fail("VS Code's page was closed before the tests had ended.");
        });
        void server.closed.then(() => {
          fail(`VS Code's server ended before the tests. It printed:\n${server.output()}`);
        });
      });
      // Looked at below; until then a rejection is no surprise.
      finished.catch(() => undefined);
      await page.goto(windowUrl(server, window));
      return await finished;
    } finally {
      await browser.close();
    }
  } finally {
    output.tellIfNothingBegan();
    await server.stop();
  }
}

/**
 * The extension host's console as a person who reads test results wants it: from the suite's first
 * line on, without VS Code's notes about native modules and a gallery that the npm-hosted one runs without.
 * What came before is told only when there was no first line.
 */
class Console {
  readonly #before: (() => void)[] = [];
  #begun = false;

  hear(type: string, args: readonly unknown[]): void {
    const text = format(...args);
    if (isOwnNote(text)) return;
    this.#begun ||= text === suiteBegins;
    const print = (): void => {
      if (type === "error" || type === "warn") console.error(text);
      else console.log(text);
    };
    if (this.#begun) print();
    else this.#before.push(print);
  }

  tellIfNothingBegan(): void {
    if (!this.#begun) for (const print of this.#before) print();
  }
}

// The runner holds the other end of this pipe: when the runner is gone, so is the reason to go on.
process.stdin.on("end", () => process.exit(1)).resume();
main(() => runInBrowser(process.argv.slice(2)));
