import * as l10n from "../../shared/base/l10n";
import { env, ProgressLocation, window, type Disposable } from "vscode";
import type { LastEditor } from "../../analysis/lastEditor";
import { hasSelection, selectedSpans } from "../../analysis/selectedTokens";
import { formatCount } from "../../shared/base/numbers";
import { command, say } from "../ui/command";
import { cancellable } from "../ui/progress";

/** Code units from which on the wait is shown, and can be ended. */
const LARGE = 1_000_000;

/**
 * **Tokenscope: Copy Ids**: of the tokens that the selections touch, or of the whole document, as
 * a list that Python reads. The list is written in the worker.
 */
export function copyIds(last: LastEditor): Disposable {
  return command("copyIds", async () => {
    const { editor, analysis } = last;
    if (editor === undefined || analysis === undefined) {
      void window.showInformationMessage(l10n.t("Open a text file to copy its tokens' ids."));
      return undefined;
    }
    const spans = hasSelection(editor) ? selectedSpans(editor) : undefined;
    const { count, text } = await cancellable(
      {
        location:
          lengthOf(spans, analysis.summary?.length) > LARGE
            ? ProgressLocation.Notification
            : ProgressLocation.Window,
        title: l10n.t("Copying token ids"),
      },
      (_, signal) => analysis.call.idsText(spans, signal),
    );
    await env.clipboard.writeText(text);
    say(
      count === 1
        ? l10n.t("1 token id is on the clipboard.")
        : l10n.t("{0} token ids are on the clipboard.", formatCount(count)),
    );
    return count;
  });
}

/** Code units that are selected, or of the whole document; of one not counted yet, many. */
function lengthOf(spans: Uint32Array | undefined, all = Infinity): number {
  if (spans === undefined) return all;
  return spans.reduce((sum, place, at) => sum + (at % 2 === 0 ? -place : place), 0);
}
