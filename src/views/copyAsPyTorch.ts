import * as l10n from "../shared/l10n";
import { commands, env, window, type Disposable } from "vscode";
import type { Focus } from "../analysis/focus";
import { baseName } from "../shared/baseName";
import type { Reading } from "../tokens/tokenDocument";
import { pytorchCode } from "./pytorchCode";

/**
 * **Tokenscope: Copy as PyTorch**: a batch as lines for a notebook. The panel names the batch that
 * it shows; without that it is the one that holds the chosen window.
 */
export function copyAsPyTorch(focus: Focus, reading: () => Reading): Disposable {
  return commands.registerCommand("tokenscope.copyAsPyTorch", async (asked?: unknown) => {
    const { analysis, options, loader } = focus;
    if (analysis === undefined) {
      void window.showInformationMessage(l10n.t("Open a text file to copy a batch of it."));
      return;
    }
    if (loader.problem !== undefined) {
      void window.showWarningMessage(loader.problem);
      return;
    }
    const code = pytorchCode({
      fileName: baseName(analysis.document.fileName),
      reading: reading(),
      options,
      batch: typeof asked === "number" && asked < loader.batches ? asked : focus.batch,
    });
    await env.clipboard.writeText(code);
    window.setStatusBarMessage(l10n.t("The batch is on the clipboard as Python."), MESSAGE_SHOWN);
  });
}

/** Milliseconds. */
const MESSAGE_SHOWN = 5000;
