import { basename } from "node:path";
import { commands, env, window, type Disposable } from "vscode";
import type { Focus } from "../analysis/focus";
import type { Reading } from "../tokens/tokenDocument";
import { DEFAULT_SEED } from "../windows/loader";
import { pytorchCode } from "./pytorchCode";

/** **Tokenscope: Copy as PyTorch**: the batch that is shown, as lines for a notebook. */
export function copyAsPyTorch(focus: Focus, reading: () => Reading): Disposable {
  return commands.registerCommand("tokenscope.copyAsPyTorch", async () => {
    const { analysis, options, loader } = focus;
    if (analysis === undefined) {
      void window.showInformationMessage("Open a text file to copy a batch of it.");
      return;
    }
    if (loader.problem !== undefined) {
      void window.showWarningMessage(loader.problem);
      return;
    }
    const code = pytorchCode({
      fileName: basename(analysis.document.fileName),
      reading: reading(),
      options: { ...options, seed: DEFAULT_SEED, epoch: 0 },
      batch: focus.batch,
    });
    await env.clipboard.writeText(code);
    window.setStatusBarMessage("The batch is on the clipboard as Python.", MESSAGE_SHOWN);
  });
}

/** Milliseconds. */
const MESSAGE_SHOWN = 5000;
