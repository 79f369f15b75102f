import { ProgressLocation } from "vscode";
import * as l10n from "../../shared/base/l10n";
import { megabytesText } from "../../shared/base/numbers";
import { foreign } from "../../shared/base/shown";
import type { DownloadProgress } from "../../embeddings/gpt2/gpt2Weights";
import type { PartOptions } from "../../embeddings/gpt2/partDownload";
import { cancellable, type Report } from "../ui/progress";

/** A download that runs, as a person sees it. */
export interface ShownDownload extends PartOptions {
  readonly onProgress: (state: DownloadProgress) => void;
  readonly report: Report;
}

/** Shows a download of GPT-2's in a notification, which a person may cancel. */
export function fetchWithProgress(
  title: string,
  places: Pick<PartOptions, "files" | "endpoint">,
  run: (options: ShownDownload) => Promise<void>,
): Promise<void> {
  const options = { location: ProgressLocation.Notification, title };
  return cancellable(options, async (progress, signal) => {
    let before = 0;
    await run({
      ...places,
      // VS Code puts its proxy settings into this one.
      fetch: (url, init) => globalThis.fetch(url, init),
      signal,
      report: progress,
      onProgress: (state) => {
        const percent = (100 * state.overall.received) / state.overall.total;
        progress.report({ message: progressText(state), increment: percent - before });
        before = percent;
      },
      onWait: (reason, milliseconds) => {
        const message = l10n.t(
          "{0}; it is asked again in {1} s",
          foreign(reason, 160),
          Math.ceil(milliseconds / 1000),
        );
        progress.report({ message });
      },
    });
  });
}

function progressText({ part, overall, bytesPerSecond }: DownloadProgress): string {
  const name = partText(part);
  const [received, total] = [megabytesText(overall.received), megabytesText(overall.total)];
  if (bytesPerSecond === 0) return l10n.t("{0}, {1} of {2}", name, received, total);
  return l10n.t("{0}, {1} of {2}, {3}/s", name, received, total, megabytesText(bytesPerSecond));
}

function partText(part: string): string {
  if (part === "wpe") return l10n.t("position table");
  if (part === "wte") return l10n.t("token table");
  const [, block] = /^block(\d+)/.exec(part) ?? [];
  return block === undefined ? l10n.t("last norm") : l10n.t("block {0}", Number(block) + 1);
}
