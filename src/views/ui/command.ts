import { commands, Uri, window, type Disposable } from "vscode";
import { messageOf } from "../../shared/base/rpc";

/** Milliseconds. */
const MESSAGE_SHOWN = 5000;

/**
 * Registers `tokenscope.NAME`. What goes wrong is told to the person, or thrown to whoever gave it
 * arguments, which may be anything: another extension, or a keybinding with arguments.
 * @param run gets no file that a menu of VS Code gives because the menu is of it
 */
export function command(name: string, run: (...args: unknown[]) => unknown): Disposable {
  return fileCommand(name, (...args) => (isUri(args[0]) ? run() : run(...args)));
}

/** The same for a command on files, of which menus give the one that was clicked first. */
export function fileCommand(name: string, run: (...args: unknown[]) => unknown): Disposable {
  return register(`tokenscope.${name}`, run, (args) => {
    return !isUri(args[0]) && args.some((each) => each !== undefined);
  });
}

/** The same for a link that we wrote, whose argument is ours. */
export function linkCommand(id: string, run: (argument: unknown) => unknown): Disposable {
  return register(id, run, () => false);
}

/** @param isOrdered whether somebody's program is waiting, who gets what goes wrong */
function register(
  id: string,
  run: (...args: unknown[]) => unknown,
  isOrdered: (args: readonly unknown[]) => boolean,
): Disposable {
  return commands.registerCommand(id, async (...args: unknown[]) => {
    try {
      return await run(...args);
    } catch (error) {
      if (isAbort(error)) return undefined;
      if (isOrdered(args)) throw error;
      void window.showErrorMessage(messageOf(error));
      return undefined;
    }
  });
}

/** Whether a value is an address as VS Code gives it. A proxy may refuse to tell. */
export function isUri(value: unknown): value is Uri {
  try {
    return value instanceof Uri;
  } catch {
    return false;
  }
}

/** Whether something ended because a person cancelled it. */
function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}

/** Says in the status bar what a command came to. */
export function say(message: string): void {
  window.setStatusBarMessage(message, MESSAGE_SHOWN);
}
