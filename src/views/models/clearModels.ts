import { megabytesText } from "../../shared/base/numbers";
import * as l10n from "../../shared/base/l10n";
import { window } from "vscode";
import type { ModelCommandParts } from "./modelCommands";

/** **Tokenscope: Clear Cached Models** */
export async function clearModels({ models }: ModelCommandParts): Promise<void> {
  const freed = await models.clear(false);
  // It comes first: without it there is nothing of GPT-2.
  await models.lookForGpt2Positions();
  const weights = l10n.t("Remove GPT-2's Weights Too");
  const answer = window.showInformationMessage(
    l10n.t(
      "{0} of model tables were removed. What a window has in use and GPT-2's weights stay.",
      megabytesText(freed),
    ),
    ...(models.hasGpt2Positions === true ? [weights] : []),
  );
  void answer.then(async (chosen) => {
    if (chosen !== weights) return;
    const alsoFreed = await models.clear(true);
    await models.lookForGpt2Positions();
    void window.showInformationMessage(l10n.t("{0} were removed.", megabytesText(alsoFreed)));
  });
}
