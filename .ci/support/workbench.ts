import { join } from "node:path";
import type { Browser, BrowserContext, Frame, Locator, Page } from "playwright-core";
import { launchBrowser } from "./browser";
import { freshFolder, outputFolder, root } from "./folders";
import { Keys } from "./keys";
import { findText, type Place } from "./editorText";
import { installVsix, runsFromSource } from "./hostedVscode";
import { lateServer } from "./lateServer";
import { PATIENCE } from "./patience";
import { startServer, windowUrl, type Server } from "./vscodeServer";
import { until } from "./until";
import { untilHidden } from "./untilHidden";

/** Colour themes by the name that the picker shows, each with the class that it puts on the window. */
const themeClasses = {
  "Dark Modern": "vs-dark",
  "Light Modern": "vs",
  "Dark High Contrast": "hc-black",
  "Light High Contrast": "hc-light",
} as const;

export type Theme = keyof typeof themeClasses;

export interface WorkbenchOptions {
  /** Folder that the window opens. */
  readonly folder: string;
  /** A VSIX to install as a user would; without it the extension runs from its source. */
  readonly vsix?: string;
  /** Folder of that source, the checkout unless told. */
  readonly source?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** VSIX files of other extensions, to be installed beside it. */
  readonly companions?: readonly string[];
  /** CSS pixels. */
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly deviceScaleFactor?: number;
  /** Source that runs first in the window and in every webview. */
  readonly script?: string;
  /** Milliseconds that what VS Code's server sends is late, as over a long line. */
  readonly latency?: number;
}

/** A window of a real VS Code, driven as a person drives it: by keys, by the mouse, by looking. */
export class Workbench {
  private readonly keys: Keys;

  private constructor(
    readonly page: Page,
    private readonly server: Server,
    private readonly context: BrowserContext,
    private readonly browser: Browser,
    private readonly places: { readonly userDataDir: string; readonly extensionsDir: string },
  ) {
    this.keys = new Keys(page);
  }

  /** Starts VS Code with Tokenscope and opens its window. */
  static async open(options: WorkbenchOptions): Promise<Workbench> {
    const userDataDir = freshFolder("user");
    const extensionsDir = freshFolder("extensions");
    const { vsix, settings = {}, folder } = options;
    // VS Code in a browser runs one extension from its source: others have to be installed.
    const installed = [...(vsix === undefined ? [] : [vsix]), ...(options.companions ?? [])];
    for (const file of installed) await installVsix(file, { userDataDir, extensionsDir });
    const started = await startServer({
      userDataDir,
      extensionsDir,
      settings: { "workbench.activityBar.location": "default", ...settings },
      extraArgs: vsix === undefined ? runsFromSource : [],
    });
    const { latency } = options;
    const server = latency === undefined ? started : await lateServer(started, latency);
    try {
      const browser = await launchBrowser();
      const context = await browser.newContext({
        viewport: options.viewport ?? { width: 1400, height: 900 },
        deviceScaleFactor: options.deviceScaleFactor ?? 1,
      });
      context.setDefaultTimeout(PATIENCE);
      if (options.script !== undefined) await context.addInitScript(options.script);
      const page = await context.newPage();
      const extensionDevelopmentPaths = vsix === undefined ? [options.source ?? root] : [];
      await page.goto(windowUrl(server, { folder, extensionDevelopmentPaths }));
      await page.locator(".monaco-workbench .statusbar").waitFor();
      return new Workbench(page, server, context, browser, { userDataDir, extensionsDir });
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /** Opens another window of the same VS Code and the same person, which closes with this one. */
  async another(folder: string): Promise<Workbench> {
    const context = await this.browser.newContext({ viewport: this.page.viewportSize() });
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    await page.goto(windowUrl(this.server, { folder }));
    await page.locator(".monaco-workbench .statusbar").waitFor();
    return new Workbench(page, this.server, context, this.browser, this.places);
  }

  /** Where the extension keeps its models; the folder is there once it has kept one. */
  get models(): string {
    return join(this.places.userDataDir, "User/globalStorage/tokenscope.tokenscope/models");
  }

  /** Installs a VSIX beside what runs: windows that are opened from then on have it. */
  async install(vsix: string): Promise<void> {
    await installVsix(vsix, this.places);
  }

  async close(): Promise<void> {
    await this.context.close();
    await this.browser.close();
    await this.server.stop();
  }

  /** Loads the window anew as a person does: VS Code first puts away what it restores. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent("load");
    await this.runCommand("Developer: Reload Window");
    await loaded;
    await this.page.locator(".monaco-workbench .statusbar").waitFor();
  }

  /** Runs a command by the palette; `title` as the palette shows it. */
  async runCommand(title: string): Promise<void> {
    await this.#choose(`>${title}`, title);
  }

  /**
   * Runs a command that asks, until an answer that has the text is there: a page that gets the focus
   * back from the palette may close the question, as it closes VS Code's own.
   */
  async answerOf(command: string, text: string): Promise<Locator> {
    const row = this.page.locator(".quick-input-widget .monaco-list-row", { hasText: text });
    /** Milliseconds; longer each time, on a busy machine. */
    let timeout = 2000;
    await until(`the question of ${command}`, async () => {
      await this.runCommand(command);
      timeout *= 2;
      return row.waitFor({ timeout }).then(
        () => true,
        () => false,
      );
    });
    return row;
  }

  /**
   * Chooses from the menu of a right click: again where the menu was opened before VS Code knew of the
   * extension, or closed by what takes the focus late.
   */
  async chooseFromMenu(place: Locator, name: string): Promise<void> {
    const menu = this.page.locator(".monaco-menu");
    const item = menu.getByRole("menuitem", { name });
    /** Milliseconds; longer each time, on a busy machine. */
    let timeout = 1000;
    await until(`${name} chosen from a menu`, async () => {
      timeout *= 2;
      if (!(await item.isVisible())) await place.click({ button: "right" });
      try {
        await item.click({ timeout });
      } catch {
        await this.page.keyboard.press("Escape");
        return false;
      }
      // A menu that has just opened takes no click, so that the one that opened it chooses nothing.
      return menu.waitFor({ state: "hidden", timeout: 500 }).then(
        () => true,
        () => false,
      );
    });
  }

  /** Opens a file of the folder by its name. */
  async openFile(name: string): Promise<void> {
    await this.#choose(name, name);
    await this.page.locator(`.tabs-container .tab[data-resource-name="${name}"]`).first().waitFor();
    await this.page.locator(".monaco-editor .view-line").first().waitFor();
  }

  /** Gives the keys to the text editor of the first group. */
  async focusText(): Promise<void> {
    await this.runCommand("View: Focus First Editor Group");
    // The palette hands the focus on once it is gone.
    await this.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
    await this.keys.goTo("text");
  }

  /** Opens an empty text without a file and gives it the keys. */
  async newText(name = "Untitled-1"): Promise<void> {
    await this.runCommand("File: New Untitled Text File");
    const tab = `.editor-group-container.active .tab.active[data-resource-name="${name}"]`;
    await this.page.locator(tab).waitFor();
    await this.cursor("Ln 1, Col 1");
    await this.keys.goTo("text");
  }

  /**
   * Presses keys in the text that has the focus, and waits for what shows that they have arrived: the
   * first use of a command takes its time, so that keys might overtake one another.
   * @param arrived the cursor as the status bar tells it then, or something else to wait for
   */
  async press(keys: string, arrived: string | RegExp | (() => Promise<unknown>)): Promise<void> {
    await this.keys.press("text", keys);
    await (typeof arrived === "function" ? arrived() : this.cursor(arrived));
  }

  /** Presses keys one right after the other, since VS Code waits a few seconds for the second. */
  async pressChord(first: string, second: string, arrived: () => Promise<unknown>): Promise<void> {
    await this.keys.press("text", first);
    await this.page.keyboard.press(second);
    await arrived();
  }

  /** Types into the text that has the focus, and waits for what shows it. */
  async type(text: string, arrived: () => Promise<unknown>): Promise<void> {
    await this.keys.type("text", text);
    await arrived();
  }

  /**
   * Puts the cursor to the text's start or end: again where VS Code, which has opened or saved the text
   * just now, puts it back.
   * @param at as the status bar tells it
   */
  async cursorTo(keys: "ControlOrMeta+Home" | "ControlOrMeta+End", at: string): Promise<void> {
    await until(`cursor at ${at}`, async () => {
      await this.keys.press("text", keys);
      return (await this.#cursor()) === at;
    });
  }

  /** Types another text in place of the one that has the focus. */
  async retype(text: string): Promise<void> {
    await this.press("ControlOrMeta+a", /\(\d+ selected\)$/);
    await this.keys.insert("text", text);
    await this.cursor(/^Ln \d+, Col \d+$/);
  }

  /** Presses keys in the question that VS Code asks. */
  async pressInQuestion(keys: string): Promise<void> {
    await this.keys.press("question", keys);
  }

  /** Presses Enter where a question of VS Code has the keys. */
  async enterIfAsked(): Promise<void> {
    if ((await this.keys.where()) === "question") await this.page.keyboard.press("Enter");
  }

  /** Takes what VS Code's dialog for files proposes. */
  async acceptDialog(): Promise<void> {
    const dialog = this.page.locator(".quick-input-widget");
    await dialog.waitFor();
    // While it reads its folder it does not take Enter.
    await untilHidden("an accepted dialog", dialog, () => this.enterIfAsked());
  }

  /** Puts the mouse on the first place that shows `text`; answers the hover that appears. */
  async hover(text: string): Promise<Locator> {
    const hover = this.page.locator(".monaco-hover:not(.hidden) .monaco-hover-content").first();
    /** Milliseconds that the mouse rests: longer each time, since moving it begins the wait anew. */
    let rest = 1000;
    await until(`a hover over ${JSON.stringify(text)}`, async () => {
      const { x, y } = await this.#placeOf(text);
      // A hover comes when the mouse rests after a move, and a provider may still be starting.
      await this.page.mouse.move(x, y + 200);
      await this.page.mouse.move(x, y, { steps: 3 });
      rest *= 2;
      return hover.waitFor({ timeout: rest }).then(
        () => true,
        () => false,
      );
    });
    return hover;
  }

  /** Clicks into the text, right before the first place that shows `text`. */
  async clickBefore(text: string): Promise<void> {
    const { left, y } = await this.#placeOf(text);
    await this.page.mouse.click(left + 1, y);
    await this.keys.goTo("text");
  }

  /** Presses a button of the modal question that VS Code shows; answers what the question told. */
  async answerModal(button: string): Promise<string> {
    const dialog = this.page.locator(".monaco-dialog-box");
    await dialog.waitFor();
    const question = await dialog.innerText();
    await dialog.getByRole("button", { name: button, exact: true }).click();
    await dialog.waitFor({ state: "hidden" });
    return question;
  }

  /** Text of the status bar item whose id ends with `id`. */
  statusBar(id: string): Locator {
    return this.page.locator(`.statusbar-item[id$="${id}"]`);
  }

  /**
   * What VS Code told and holds the text, once there is one, also where it shows no more than a mark on
   * the bell. What takes the focus late closes the list, which is opened again then.
   */
  async notifications(text: string | RegExp): Promise<Locator> {
    const items = this.page.locator(".notification-list-item", { hasText: text });
    await until(`notification of ${String(text)}`, async () => {
      if (await items.first().isVisible()) return true;
      await this.runCommand("Notifications: Show Notifications");
      return items
        .first()
        .waitFor({ timeout: 5000 })
        .then(
          () => true,
          () => undefined,
        );
    });
    return items;
  }

  /**
   * Gives the keys to the text, and waits until its cursor is there.
   * @param wanted as the status bar tells it, e.g. "Ln 1, Col 5 (3 selected)"
   */
  async selects(wanted: string | RegExp): Promise<void> {
    // The status bar tells it of an editor that has the focus, which a click in the panel takes away.
    await this.focusText();
    await this.cursor(wanted);
  }

  /** Waits until the cursor of the text that has the focus is there. */
  async cursor(wanted: string | RegExp): Promise<void> {
    let now = "";
    await until(
      () => `cursor at ${String(wanted)}: it is at ${now}`,
      async () => {
        now = await this.#cursor();
        return typeof wanted === "string" ? now === wanted : wanted.test(now);
      },
    );
  }

  /** Decorations that extensions have put into the text that is visible. */
  decorations(): Locator {
    return this.page.locator(
      '.monaco-editor .view-overlays [class*="ced-"], .monaco-editor .view-line [class*="ced-"]',
    );
  }

  /** The document of Tokenscope's page. */
  async panel(): Promise<Frame> {
    return this.frameWith("Tokenscope's panel", "tokenscope-panel");
  }

  /**
   * The document of a page of VS Code's or of Tokenscope's: a frame in a frame, which may go while it is
   * being asked.
   * @param what it is waited for, as a failure calls it
   */
  async frameWith(what: string, selector: string, hasText?: string): Promise<Frame> {
    return until(what, async () => {
      for (const frame of this.page.frames()) {
        const element = frame.locator(selector, hasText === undefined ? {} : { hasText });
        if ((await element.count().catch(() => 0)) > 0) return frame;
      }
      return undefined;
    });
  }

  /** Chooses a colour theme as a person does; the panel hears of it as it would then. */
  async useTheme(theme: Theme): Promise<void> {
    await this.runCommand("Preferences: Color Theme");
    await this.#answer(theme, theme);
    await this.page.locator(`.monaco-workbench.${themeClasses[theme]}`).waitFor();
  }

  /** Writes what a person sees now to `out/screenshots/NAME.png`. */
  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: join(outputFolder("screenshots"), `${name}.png`) });
  }

  /** Types into the palette and takes the answer that reads exactly `wanted`. */
  async #choose(input: string, wanted: string): Promise<void> {
    await this.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
    // What takes the focus late, as a page, closes the palette, also with the mark on the answer.
    await until(`${wanted} taken`, async () => {
      await this.#mark(input, wanted, () => this.page.keyboard.press("F1"));
      return this.#take(input, wanted);
    });
  }

  /** The same in a question that VS Code asks. */
  async #answer(input: string, wanted: string): Promise<void> {
    await until(`${wanted} taken`, async () => {
      await this.#mark(input, wanted);
      return this.#take(input, wanted);
    });
  }

  /**
   * Types into the quick input and puts its mark on an answer.
   * @param open opens it where it is not there, also again: what takes the focus late, as a view that
   *   was opened just now, closes it
   */
  async #mark(input: string, wanted: string, open?: () => Promise<void>): Promise<void> {
    const box = this.page.locator(".quick-input-widget input.input");
    // The label's whole text: what was typed is set off in elements of its own inside it.
    const whole = new RegExp(`^${wanted.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);
    const label = this.page.locator(".label-name", { hasText: whole });
    const row = this.page.locator(".quick-input-widget .monaco-list-row").filter({ has: label });
    /** Milliseconds that an answer may take: longer each time, on a busy machine. */
    let timeout = 1000;
    await until(`${wanted} under the quick input's mark`, async () => {
      timeout *= 2;
      try {
        if (!(await box.isVisible())) await open?.();
        await box.fill(input, { timeout });
        await row.waitFor({ timeout });
        // By keys: a list that is still being filled moves, and a click would take a neighbour.
        return await until(
          "mark",
          async () => {
            const isMarked = await row.evaluate(
              ({ classList }) => classList.contains("focused"),
              undefined,
              { timeout },
            );
            if (isMarked || (await this.keys.where()) !== "question") return isMarked;
            await this.page.keyboard.press("ArrowDown");
            return false;
          },
          timeout,
        );
      } catch {
        // The palette lists what there was when it was opened: extensions may have come since.
        if (open !== undefined && (await box.isVisible())) await this.page.keyboard.press("Escape");
        return false;
      }
    });
  }

  /** Takes the answer under the mark; false where the question has lost the keys. */
  async #take(input: string, wanted: string): Promise<boolean> {
    const box = this.page.locator(".quick-input-widget input.input");
    if ((await this.keys.where()) !== "question") return false;
    await this.page.keyboard.press("Enter");
    // Until it is gone, or asks the next question, the next key would be typed into it.
    await until(`end of the question for ${wanted}`, async () => {
      if (!(await box.isVisible())) return true;
      return (await box.inputValue().catch(() => "")) !== input;
    });
    return true;
  }

  /** Nothing where VS Code has not told of it, as when a text was saved for the first time. */
  #cursor(): Promise<string> {
    const item = this.statusBar("status.editor.selection");
    return item.evaluateAll(
      ([shown]) => (shown as HTMLElement | undefined)?.innerText.trim() ?? "",
    );
  }

  /** Where the text editor shows `text`. */
  async #placeOf(text: string): Promise<Place> {
    return until(`${JSON.stringify(text)} in the editor`, () => findText(this.page, text));
  }
}
