import * as l10n from "../../shared/base/l10n";
import { MarkdownString, StatusBarAlignment, ThemeColor, window, type Disposable } from "vscode";
import type { Analysis } from "../../analysis/analysis";
import type { Focus } from "../../analysis/focus";
import type { LastEditor } from "../../analysis/lastEditor";
import type { Models } from "../../analysis/models";
import { SelectedTokens } from "../../analysis/selectedTokens";
import type { WithheldFile } from "../../analysis/withheldFile";
import type { TokenSummary } from "../../shared/values/tokens";
import { coverageText } from "../../windows/coverageWords";
import type { Settings } from "../../settings/settings";
import { VIEW_TYPE } from "../panel/panel";
import { isLookedAt } from "./activeTab";
import { contextText, countText, limitText, selectedText, documentSize } from "./statusText";

const PRIORITY = 100;

/** The document's token count and how much of it is selected, or why there is none. */
export class StatusBar implements Disposable {
  private readonly item = window.createStatusBarItem(
    "tokenscope.tokens",
    StatusBarAlignment.Right,
    PRIORITY,
  );
  private readonly selected: SelectedTokens;
  private readonly listeners: readonly Disposable[];

  constructor(
    private readonly last: LastEditor,
    private readonly focus: Focus,
    private readonly models: Models,
    private readonly withheld: WithheldFile,
    private readonly settings: () => Pick<Settings, "tokenLimit">,
  ) {
    this.item.name = "Tokenscope";
    this.item.command = "tokenscope.showMenu";
    this.selected = new SelectedTokens(last);
    const show = (): void => {
      this.show();
    };
    this.listeners = [
      last.onDidChange(show),
      focus.onDidChange(show),
      withheld.onDidChange(show),
      this.selected.onDidChange(show),
      window.tabGroups.onDidChangeTabs(show),
      window.tabGroups.onDidChangeTabGroups(show),
    ];
    show();
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    this.selected.dispose();
    this.item.dispose();
  }

  /** What it shows may have changed with the settings. */
  show(): void {
    const { item, last, withheld } = this;
    const { analysis } = last;
    item.backgroundColor = undefined;
    if (withheld.uri !== undefined) {
      item.text = `$(circle-slash) ${l10n.t("too large")}`;
      item.tooltip = l10n.t(
        "VS Code does not hand files over 50 MB to extensions. Save a part of it as a file of its own to see its tokens.",
      );
    } else if (analysis === undefined || !isLookedAt(analysis.document, VIEW_TYPE)) {
      item.hide();
      return;
    } else if (analysis.failure !== undefined) {
      item.text = `$(warning) ${l10n.t("tokens")}`;
      item.tooltip = analysis.failure;
    } else if (analysis.summary === undefined) {
      item.text = `$(loading~spin) ${l10n.t("tokens")}`;
      item.tooltip = l10n.t("Counting the document's tokens");
    } else this.showCount(analysis, analysis.summary);
    item.show();
  }

  private showCount({ encodingName }: Analysis, summary: TokenSummary): void {
    const { item, focus, models, selected } = this;
    const { tokenCount } = summary;
    const { state, info } = models;
    const stopped = state.kind === "stopped" ? state.message : undefined;
    const beyond = limitText(tokenCount, this.settings().tokenLimit);
    const count = countText(tokenCount, selected.count);
    item.text = stopped === undefined ? count : `$(warning) ${count}`;
    if (beyond !== undefined) {
      item.backgroundColor = new ThemeColor("statusBarItem.warningBackground");
    }
    item.tooltip = new MarkdownString(
      [
        selected.count && selectedText(selected.count),
        beyond,
        contextText(tokenCount, models.contextLength),
        documentSize(encodingName, summary),
        coverageText(focus.windows.coverageOf(tokenCount)),
        info?.name,
        stopped,
      ]
        .filter((line) => line !== undefined && line !== "")
        .join("\n\n"),
    );
  }
}
