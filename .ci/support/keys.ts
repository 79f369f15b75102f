import type { Page } from "playwright-core";
import { until } from "./until";

/** What has to have the keyboard's focus: a text, or the question that VS Code asks at the top. */
export type KeyTarget = "text" | "question";

/** The door by which tests press keys: each goes where it is meant to go, or the test says where it would go. */
export class Keys {
  constructor(private readonly page: Page) {}

  /** Presses keys as one; `Control+Alt+.` for example. */
  async press(target: KeyTarget, keys: string): Promise<void> {
    await this.goTo(target);
    await this.page.keyboard.press(keys);
  }

  /** Types letter by letter. */
  async type(target: KeyTarget, text: string): Promise<void> {
    await this.goTo(target);
    await this.page.keyboard.type(text);
  }

  /** Puts a text in at once, as an input method does. */
  async insert(target: KeyTarget, text: string): Promise<void> {
    await this.goTo(target);
    await this.page.keyboard.insertText(text);
  }

  /** Waits until the next key goes there. */
  async goTo(target: KeyTarget): Promise<void> {
    let now = "";
    await until(
      () => `keyboard's focus in the ${target}: ${now} has it`,
      async () => (now = await this.where()) === target,
    );
  }

  /** What gets the next key: a target, or an element by its tag and classes. */
  where(): Promise<string> {
    return this.page.evaluate(() => {
      const active = document.activeElement;
      const box = document.querySelector(".quick-input-widget");
      const isAsked = box !== null && box.getClientRects().length > 0;
      if (isAsked && box.contains(active)) return "question";
      const editor = active?.closest(".monaco-editor.focused");
      const isText = active?.matches(".inputarea, .native-edit-context") === true;
      if (!isAsked && isText && editor) return "text";
      const found = active === null ? "nothing" : `${active.tagName}.${active.className}`;
      return isAsked ? `${found} beside a question` : found;
    });
  }
}
