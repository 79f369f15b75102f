import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Browser, ConsoleMessage, Page } from "playwright-core";
import type { StringBundle } from "../../src/shared/base/strings";
import type { FirstSight } from "../../src/shared/protocol/firstSight";
import { pageHtml } from "../../src/views/panel/pageHtml";
import { root } from "../../.ci/support/folders";
import { installFakeHost } from "./panelFakeHost";
import type { HostCall, MadeDocument } from "./panelFakeHost";
import { PATIENCE } from "../../.ci/support/patience";
import { BOOK, readyState } from "./panelStates";
import { THEME_CSS, THEMES } from "./panelTheme";
import type { ThemeName } from "./panelTheme";
import type { PanelState } from "../../src/shared/protocol/panelState";

const TYPES: Readonly<Record<string, string>> = {
  css: "text/css",
  ttf: "font/ttf",
};

/** A server of the page on a loopback port, as VS Code would set the page up. */
export interface PanelServer {
  open(browser: Browser, options?: OpenOptions): Promise<PanelPage>;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly made?: MadeDocument;
  readonly state?: PanelState;
  readonly theme?: ThemeName;
  /** Texts of another display language than English. */
  readonly strings?: StringBundle;
  /** What stands in the page itself. */
  readonly first?: FirstSight;
  /** CSS pixels. */
  readonly width?: number;
  readonly height?: number;
  /** Device pixels to a CSS pixel; zooming by 200 % doubles it and halves the sizes. */
  readonly scale?: number;
}

/** The page, opened, and what went wrong in it. */
export interface PanelPage {
  readonly page: Page;
  /** Messages of console.error and of exceptions. */
  readonly errors: string[];
  readonly warnings: string[];
  calls(method: HostCall["method"]): Promise<HostCall[]>;
  show(state: PanelState): Promise<void>;
  close(): Promise<void>;
}

/** Serves `dist/` with the page around it, under the policy that the extension sets. */
export async function servePanel(): Promise<PanelServer> {
  let made = BOOK;
  let state = readyState();
  let bodyClass: string = THEMES.dark;
  let strings: StringBundle | undefined;
  let first: FirstSight | undefined;
  const server = createServer((request, response) => {
    const path = (request.url ?? "/").slice(1);
    const send = (body: string | Buffer, type: string, headers = {}): void => {
      response.writeHead(200, { "content-type": type, ...headers }).end(body);
    };
    if (path === "") {
      const origin = `http://${request.headers.host ?? ""}`;
      readFile(join(root, "dist/panel.js"), "utf8").then(
        (script) => {
          const html = servedPage({ origin, script, bodyClass, strings, first });
          send(html, "text/html; charset=utf-8");
        },
        () => response.writeHead(404).end(),
      );
    } else if (path === "theme.css") {
      send(THEME_CSS, "text/css");
    } else if (path === "stub.js") {
      // tsx may name functions through a helper of its own, which the page has not.
      const source = `const __name = (f) => f;(${installFakeHost.toString()})`;
      send(`{${source}(${JSON.stringify(made)}, ${JSON.stringify(state)});}`, "text/javascript");
    } else if (/^codicon\.(css|ttf)(\?|$)/.test(path)) {
      const name = path.replace(/\?.*/, "");
      readFile(join(root, "dist", name)).then(
        (body) => {
          const type = TYPES[name.split(".").at(-1) ?? ""] ?? "application/octet-stream";
          // The browser also keeps what it has compiled.
          send(body, type, { "cache-control": "max-age=3600" });
        },
        () => response.writeHead(404).end(),
      );
    } else {
      response.writeHead(path === "favicon.ico" ? 204 : 404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  /** Tabs that no test uses: making one takes longer than most tests. */
  const idle: Tab[] = [];

  const openPage = async (tab: Tab): Promise<PanelPage> => {
    const { page } = tab;
    const errors: string[] = [];
    const warnings: string[] = [];
    const onConsole = (message: ConsoleMessage): void => {
      if (message.type() === "error") errors.push(message.text());
      if (message.type() === "warning") warnings.push(message.text());
    };
    const onError = (error: Error): void => {
      errors.push(error.message);
    };
    page.on("console", onConsole).on("pageerror", onError);
    await page.goto(`http://127.0.0.1:${String(port)}/`);
    await page.locator("tokenscope-panel main").waitFor();
    return {
      page,
      errors,
      warnings,
      calls: (method) =>
        page.evaluate((name) => fakeHost.calls.filter((call) => call.method === name), method),
      show: (state) =>
        page.evaluate((message) => {
          fakeHost.show(message);
        }, state),
      close: async () => {
        page.off("console", onConsole).off("pageerror", onError);
        // The next one finds the mouse where that of a new tab is, and nothing else of this one.
        await page.mouse.move(0, 0);
        await page.evaluate(() => {
          sessionStorage.clear();
        });
        await page.goto("about:blank");
        idle.push(tab);
      },
    };
  };

  return {
    async open(browser, options = {}) {
      made = options.made ?? BOOK;
      state = options.state ?? readyState();
      bodyClass = THEMES[options.theme ?? "dark"];
      strings = options.strings;
      first = options.first;
      const { scale = 1, width = 900, height = 900 } = options;
      const tab = idle.find((each) => each.browser === browser && each.scale === scale);
      if (tab === undefined) return openPage(await newTab(browser, scale, { width, height }));
      idle.splice(idle.indexOf(tab), 1);
      await tab.page.setViewportSize({ width, height });
      return openPage(tab);
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** A tab of its own context, for pages one after the other. */
interface Tab {
  readonly browser: Browser;
  readonly scale: number;
  readonly page: Page;
}

async function newTab(
  browser: Browser,
  scale: number,
  viewport: { readonly width: number; readonly height: number },
): Promise<Tab> {
  const context = await browser.newContext({ viewport, deviceScaleFactor: scale });
  context.setDefaultTimeout(PATIENCE);
  return { browser, scale, page: await context.newPage() };
}

/** The extension's own page, and what VS Code adds to it: its theme, and here a stand-in for it. */
function servedPage(served: {
  readonly origin: string;
  readonly script: string;
  readonly bodyClass: string;
  readonly strings: StringBundle | undefined;
  readonly first: FirstSight | undefined;
}): string {
  const { origin, bodyClass, ...parts } = served;
  const nonce = randomBytes(16).toString("base64");
  const page = pageHtml({
    ...parts,
    language: "en",
    kept: {},
    source: origin,
    nonce,
    icons: `${origin}/codicon.css`,
  });
  const theme = '<link rel="stylesheet" href="theme.css">';
  const stub = `<body class="${bodyClass}"><script nonce="${nonce}" src="stub.js"></script>`;
  return page.replace("<title>", `${theme}<title>`).replace("<body>", stub);
}
