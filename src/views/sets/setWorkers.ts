import * as l10n from "../../shared/base/l10n";
import { ProgressLocation, window } from "vscode";
import { formatCount } from "../../shared/base/numbers";
import type { Remote } from "../../shared/base/rpc";
import type { SetHost, SetService } from "../../workers/setService";
import { WorkerClient, type WorkerHandle } from "../../workers/workerClient";
import { cancellable } from "../ui/progress";

/** Milliseconds between two words on how far it is. */
const REPORT_PAUSE = 100;

/**
 * Has a worker of its own do something with a training set, with its progress in a notification. It
 * is there for as long as that takes.
 * @param start undefined where there is none
 * @throws {Error} what went wrong, and an AbortError where the person cancelled it
 */
export async function withSetWorker<T>(
  start: (() => WorkerHandle) | undefined,
  title: string,
  log: (message: string) => void,
  run: (call: Remote<SetService>, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (start === undefined) {
    throw new Error(
      l10n.t(
        "Training sets are files, which a browser cannot read or write. Open the folder in VS Code.",
      ),
    );
  }
  return cancellable({ location: ProgressLocation.Notification, title }, async (report, signal) => {
    let told = 0;
    const client = new WorkerClient<SetService, SetHost>(
      l10n.t("The training set worker"),
      start,
      ({ message }) => {
        log(message);
      },
      {
        progress(documents: number, tokens: number) {
          if (Date.now() - told < REPORT_PAUSE) return;
          told = Date.now();
          const [all, count] = [formatCount(documents), formatCount(tokens)];
          report.report({
            message:
              documents === 0
                ? l10n.t("tokens: {0}", count)
                : l10n.t("documents: {0}, tokens: {1}", all, count),
          });
        },
        told(sentence: string) {
          void window.showWarningMessage(sentence);
        },
      },
    );
    try {
      return await run(client.call, signal);
    } finally {
      // What was cancelled takes away what it had written before its thread ends.
      await client.call.settled().catch(() => undefined);
      client.dispose();
    }
  });
}
