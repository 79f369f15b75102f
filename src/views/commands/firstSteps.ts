import { commands, type Disposable } from "vscode";
import type { Focus } from "../../analysis/focus";

/** Context keys by which the walkthrough ticks off what was done in the panel. */
type Done = "choseWindow" | "choseToken";

/** Watches for the steps of the walkthrough that no command and no setting tells of. */
export class FirstSteps implements Disposable {
  private readonly done = new Set<Done>();
  private readonly listeners: readonly Disposable[];

  constructor(focus: Focus) {
    const { options } = focus.windows;
    this.listeners = [
      focus.onDidChoose(({ kind }) => {
        this.tell(kind === "window" ? "choseWindow" : "choseToken");
      }),
      focus.onDidChange(() => {
        if (focus.windows.options !== options) this.tell("choseWindow");
      }),
    ];
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
  }

  private tell(done: Done): void {
    if (this.done.has(done)) return;
    this.done.add(done);
    void commands.executeCommand("setContext", `tokenscope.${done}`, true);
  }
}
