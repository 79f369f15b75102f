import assert from "node:assert/strict";
import * as vscode from "vscode";

/** A modal question, as a person would see it. */
export interface Asked {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

/**
 * Answers modal questions in a person's place, because VS Code refuses to show any while tests run.
 * Also takes the addresses that would be opened outside, about which VS Code asks too.
 */
export class Modals {
  readonly asked: Asked[] = [];
  readonly opened: string[] = [];
  /** Messages that were no question. */
  readonly said: string[] = [];
  /** A button that is pressed wherever a message that is no question offers it. */
  press: string | undefined;
  private readonly restore: () => void;

  /** @param answer the button that is pressed; undefined closes the question */
  constructor(public answer: (asked: Asked) => string | undefined) {
    const { window, env } = vscode;
    const { showInformationMessage } = window;
    const { openExternal } = env;
    const show = async (message: string, ...rest: unknown[]): Promise<unknown> => {
      const [options, ...buttons] = rest;
      if (!isModal(options)) {
        this.said.push(message);
        if (this.press !== undefined && rest.includes(this.press)) return this.press;
        return Reflect.apply(showInformationMessage, window, [message, ...rest]);
      }
      const asked = { message, detail: options.detail ?? "", buttons: buttons.map(String) };
      this.asked.push(asked);
      return this.answer(asked);
    };
    const open = async (address: vscode.Uri): Promise<boolean> => {
      this.opened.push(address.toString(true));
      return true;
    };
    assert.ok(Reflect.set(window, "showInformationMessage", show), "The editor's API is sealed.");
    assert.ok(Reflect.set(env, "openExternal", open), "The editor's API is sealed.");
    this.restore = () => {
      Reflect.set(window, "showInformationMessage", showInformationMessage);
      Reflect.set(env, "openExternal", openExternal);
    };
  }

  /** Gives VS Code its own functions back. */
  end(): void {
    this.restore();
  }
}

function isModal(options: unknown): options is vscode.MessageOptions {
  return typeof options === "object" && options !== null && "modal" in options && !!options.modal;
}
