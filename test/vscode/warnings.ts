import assert from "node:assert/strict";
import * as vscode from "vscode";

/** Hears the warnings and errors that a person would see in VS Code's corner. */
export class Warnings {
  readonly heard: string[] = [];
  private readonly restore: (() => void)[] = [];

  constructor() {
    for (const name of ["showWarningMessage", "showErrorMessage"] as const) {
      const original = vscode.window[name];
      const hear = async (message: string): Promise<undefined> => {
        this.heard.push(message);
        return undefined;
      };
      assert.ok(Reflect.set(vscode.window, name, hear), "The editor's API is sealed.");
      this.restore.push(() => Reflect.set(vscode.window, name, original));
    }
  }

  /** What was heard of a setting. */
  about(setting: string): string[] {
    return this.heard.filter((message) => message.startsWith(`tokenscope.${setting} `));
  }

  /** Gives VS Code its own functions back. */
  end(): void {
    for (const each of this.restore) each();
  }
}
