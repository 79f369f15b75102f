import { ProgressLocation, window } from "vscode";
import * as l10n from "../../shared/base/l10n";
import { megabytesText } from "../../shared/base/numbers";
import { foreign } from "../../shared/base/shown";
import type { Models } from "../../analysis/models";
import type { Gpt2Part } from "../../embeddings/gpt2/gpt2Tables";
import { downloadGpt2, type DownloadProgress } from "../../embeddings/gpt2/gpt2Weights";
import type { TableFiles } from "../../embeddings/store/tableFiles";
import { GPT2_POSITIONS, type ModelChoice } from "../../shared/values/vectors";
import type { VectorHost, VectorService } from "../../workers/vectorService";
import type { WorkerClient } from "../../workers/workerClient";
import { cancellable } from "../ui/progress";
import { agreesToGpt2 } from "./gpt2Consent";

/** What fetching works with. */
export interface Gpt2FetchParts {
  readonly models: Models;
  readonly vectors: WorkerClient<VectorService, VectorHost>;
  /** Where tables are kept. */
  readonly files: TableFiles;
  /** Where GPT-2's weights are fetched from. */
  readonly endpoint: () => string;
  readonly choose: (choice: ModelChoice) => Promise<void>;
}

/** Fetches GPT-2's tables once a person agrees. A second call joins the one that is under way. */
export class Gpt2Fetch {
  private weightsRun: Promise<void> | undefined;
  private positionsRun: Promise<boolean> | undefined;

  constructor(private readonly host: Gpt2FetchParts) {}

  /** Both tables, which are the model in use from then on. */
  weights(): Promise<void> {
    return (this.weightsRun ??= this.getWeights().finally(() => (this.weightsRun = undefined)));
  }

  /**
   * The position table alone; the model in use stays.
   * @returns whether it is there now: a person may not want it
   * @throws the reason in words, or an AbortError where the person cancelled it
   */
  async positions(): Promise<boolean> {
    if (this.weightsRun !== undefined) {
      throw new Error(
        l10n.t(
          "GPT-2's weights are being fetched already. Their position table comes first, and is shown as soon as it is there.",
        ),
      );
    }
    return (this.positionsRun ??= this.getPositions().finally(
      () => (this.positionsRun = undefined),
    ));
  }

  private async getWeights(): Promise<void> {
    // Both write the position table: one after the other.
    await this.positionsRun?.catch(() => undefined);
    const { models, endpoint, choose } = this.host;
    if (!(await models.hasGpt2()) && !(await agreesToGpt2(endpoint(), "weights"))) return;
    try {
      await this.download(l10n.t("GPT-2's weights"), ["wpe", "wte"], (part) => {
        if (part !== "wpe") return;
        models.setAhead(GPT2_POSITIONS);
      });
      await choose({ source: "gpt2" });
      void window.showInformationMessage(l10n.t("GPT-2's real vectors are in use now."));
    } finally {
      models.setAhead(undefined);
      await models.lookForGpt2Positions();
    }
  }

  private async getPositions(): Promise<boolean> {
    const { models, endpoint } = this.host;
    await models.lookForGpt2Positions();
    if (models.hasGpt2Positions === true) return true;
    if (!(await agreesToGpt2(endpoint(), "positions"))) return false;
    try {
      await this.download(l10n.t("GPT-2's positions"), ["wpe"]);
    } finally {
      await models.lookForGpt2Positions();
    }
    return true;
  }

  private download(
    title: string,
    parts: readonly Gpt2Part[],
    onTable: (part: Gpt2Part) => void = () => undefined,
  ): Promise<void> {
    const { vectors, files, endpoint } = this.host;
    const options = { location: ProgressLocation.Notification, title };
    return cancellable(options, async (progress, signal) => {
      let before = 0;
      await downloadGpt2({
        endpoint: endpoint(),
        files,
        parts,
        // VS Code puts its proxy settings into this one.
        fetch: (url, init) => globalThis.fetch(url, init),
        signal,
        verify: (part, name) => vectors.call.verify(part, name),
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
        onTable,
      });
    });
  }
}

function progressText({ part, overall, bytesPerSecond }: DownloadProgress): string {
  const table = part === "wpe" ? l10n.t("position table") : l10n.t("token table");
  const [received, total] = [megabytesText(overall.received), megabytesText(overall.total)];
  if (bytesPerSecond === 0) return l10n.t("{0}, {1} of {2}", table, received, total);
  return l10n.t("{0}, {1} of {2}, {3}/s", table, received, total, megabytesText(bytesPerSecond));
}
