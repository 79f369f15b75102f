import { MarkdownString, StatusBarAlignment, window, type Disposable } from "vscode";
import type { Focus } from "../analysis/focus";
import type { Models } from "../analysis/models";
import { formatCount, plural } from "../shared/numbers";

const PRIORITY = 100;

/** The document's token count. */
export class StatusBar implements Disposable {
  private readonly item = window.createStatusBarItem(
    "tokenscope.tokens",
    StatusBarAlignment.Right,
    PRIORITY,
  );
  private readonly listener: Disposable;

  constructor(
    private readonly focus: Focus,
    private readonly models: Models,
  ) {
    this.item.name = "Tokenscope";
    this.item.command = "tokenscope.openVisualizer";
    this.listener = focus.onDidChange(() => {
      this.show();
    });
    this.show();
  }

  dispose(): void {
    this.listener.dispose();
    this.item.dispose();
  }

  private show(): void {
    const { analysis, loader } = this.focus;
    if (analysis === undefined) {
      this.item.hide();
      return;
    }
    const { summary, failure } = analysis;
    if (failure !== undefined) {
      this.item.text = "$(warning) tokens";
      this.item.tooltip = failure;
    } else if (summary === undefined) {
      this.item.text = "$(loading~spin) tokens";
      this.item.tooltip = "Counting the document's tokens";
    } else {
      this.item.text = plural(summary.tokenCount, "token");
      const perToken = summary.tokenCount === 0 ? 0 : summary.byteLength / summary.tokenCount;
      const { state } = this.models;
      this.item.tooltip = new MarkdownString(
        [
          `GPT-2 · ${formatCount(summary.byteLength)} bytes, ${perToken.toFixed(2)} per token`,
          loader.problem ?? loader.notes.join(" · "),
          state.kind === "ready" ? state.info.name : "",
        ]
          .filter((line) => line !== "")
          .join("\n\n"),
      );
    }
    this.item.show();
  }
}
