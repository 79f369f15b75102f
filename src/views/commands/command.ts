import { commands, window, type Disposable } from "vscode";
import { messageOf } from "../../shared/rpc";

/** Milliseconds. */
const MESSAGE_SHOWN = 5000;

/**
 * Registers `tokenscope.NAME`. What goes wrong is told to the person, or thrown to whoever gave it
 * arguments: another extension, or a keybinding with arguments.
 */
export function command<A extends unknown[]>(
  name: string,
  run: (...args: A) => Promise<unknown>,
): Disposable {
  return commands.registerCommand(`tokenscope.${name}`, async (...args: A) => {
    try {
      return await run(...args);
    } catch (error) {
      if (isAbort(error)) return undefined;
      if (args.length > 0) throw error;
      void window.showErrorMessage(messageOf(error));
      return undefined;
    }
  });
}

/** Whether something ended because a person cancelled it. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}

/** Says in the status bar what a command came to. */
export function say(message: string): void {
  window.setStatusBarMessage(message, MESSAGE_SHOWN);
}
