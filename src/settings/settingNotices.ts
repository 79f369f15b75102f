import * as l10n from "../shared/base/l10n";
import { commands, window, type LogOutputChannel } from "vscode";
import { SECTION, type SettingProblem } from "./checkSettings";
import { valueText } from "./valueText";

/** Units of a value by which it is told from another. */
const COMPARED_UNITS = 1000;

/** Names each setting that cannot be used, once as long as it stays what it is. */
export class SettingNotices {
  /** What was said of a setting, and of which value. */
  private notices = new Map<string, string>();

  constructor(private readonly log: LogOutputChannel) {}

  /** @param problems all that there are now */
  tell(problems: readonly SettingProblem[]): void {
    const before = this.notices;
    this.notices = new Map(problems.map((problem) => [problem.key, identity(problem)]));
    for (const problem of problems) {
      if (before.get(problem.key) !== identity(problem)) this.say(problem);
    }
  }

  private say({ key, message, ofWorkspace }: SettingProblem): void {
    this.log.warn(message);
    const open = l10n.t("Open Settings");
    void window.showWarningMessage(message, open).then((chosen) => {
      if (chosen !== open) return;
      const settings = ofWorkspace ? "openWorkspaceSettings" : "openSettings";
      const query = `@id:${SECTION}.${key}`;
      void commands.executeCommand(`workbench.action.${settings}`, { query });
    });
  }
}

function identity({ message, value }: SettingProblem): string {
  return `${message} ${valueText(value, COMPARED_UNITS)}`;
}
