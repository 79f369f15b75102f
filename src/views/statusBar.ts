import { MarkdownString, StatusBarAlignment, window, type Disposable } from "vscode";
import type { Focus } from "../analysis/focus";
import type { LastEditor } from "../analysis/lastEditor";
import type { Models } from "../analysis/models";
import type { WithheldFile } from "../analysis/withheldFile";
import { formatCount, plural } from "../shared/numbers";

const PRIORITY = 100;

/** The document's token count, or why there is none. */
export class StatusBar implements Disposable {
  private readonly item = window.createStatusBarItem(
    "tokenscope.tokens",
    StatusBarAlignment.Right,
    PRIORITY,
  );
  private readonly listeners: Disposable[];

  constructor(
    private readonly last: LastEditor,
    private readonly focus: Focus,
    private readonly models: Models,
    private readonly withheld: WithheldFile,
  ) {
    this.item.name = "Tokenscope";
    this.item.command = "tokenscope.openVisualizer";
    const show = (): void => {
      this.show();
    };
    this.listeners = [last.onDidChange(show), focus.onDidChange(show), withheld.onDidChange(show)];
    show();
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    this.item.dispose();
  }

  private show(): void {
    const { analysis } = this.last;
    if (this.withheld.uri !== undefined) {
      this.item.text = "$(circle-slash) too large";
      this.item.tooltip =
        "VS Code does not hand files over 50 MB to extensions. " +
        "Save a part of it as a file of its own to see its tokens.";
      this.item.show();
      return;
    }
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
      const loader = this.focus.loaderOf(summary.tokenCount);
      this.item.tooltip = new MarkdownString(
        [
          `${analysis.encoding} · ${formatCount(summary.byteLength)} bytes, ${perToken.toFixed(2)} per token`,
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
