import { ProgressLocation, window, workspace } from "vscode";
import * as l10n from "../../shared/base/l10n";
import type { Models } from "../../analysis/models";
import type { Gpt2Part } from "../../embeddings/gpt2/gpt2Tables";
import { downloadGpt2, type DownloadProgress } from "../../embeddings/gpt2/gpt2Weights";
import type { TableFiles } from "../../embeddings/store/tableFiles";
import type { Gpt2Cost } from "../../gpt/gpt2/keptGpt2";
import { downloadRest } from "../../gpt/gpt2/wholeDownload";
import type { ModelChoice } from "../../shared/values/modelChoices";
import { GPT2_POSITIONS } from "../../shared/values/vectors";
import type { VectorHost } from "../../workers/vectorHost";
import type { VectorService } from "../../workers/vectorService";
import type { WorkerClient } from "../../workers/workerClient";
import { fetchWithProgress, type ShownDownload } from "./fetchWithProgress";
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

/** Fetches what there is of GPT-2 once a person agrees. A second call joins the one that is under way. */
export class Gpt2Fetch {
  private wholeRun: Promise<void> | undefined;
  private weightsRun: Promise<void> | undefined;
  private positionsRun: Promise<boolean> | undefined;

  constructor(private readonly host: Gpt2FetchParts) {}

  /** All of it, which is the model in use from then on; its tables as soon as they are there. */
  async whole(): Promise<void> {
    return (this.wholeRun ??= this.getWhole().finally(() => (this.wholeRun = undefined)));
  }

  /** Both tables, which are the model in use from then on. */
  async weights(): Promise<void> {
    if (this.wholeRun !== undefined) throw new Error(tablesComeFirst());
    return (this.weightsRun ??= this.getWeights().finally(() => (this.weightsRun = undefined)));
  }

  /**
   * The position table alone; the model in use stays.
   * @returns whether it is there now: a person may not want it
   * @throws the reason in words, or an AbortError where the person cancelled it
   */
  async positions(): Promise<boolean> {
    if (this.wholeRun !== undefined) throw new Error(tablesComeFirst());
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

  private async getWhole(): Promise<void> {
    // All of them write the same tables: one after the other.
    await this.positionsRun?.catch(() => undefined);
    await this.weightsRun?.catch(() => undefined);
    if (!workspace.isTrusted) {
      throw new Error(
        l10n.t(
          "All of GPT-2 is not fetched in Restricted Mode. Trust the workspace, or open another window, then run the command again.",
        ),
      );
    }
    const { models, endpoint, choose, files } = this.host;
    const cost = await models.gpt2Cost();
    if (cost.problem !== undefined) throw new Error(cost.problem);
    if (!cost.isThere) {
      const terms = { cost, folder: files.path("") };
      // What came whole and was never compared is only that.
      if (cost.missing > 0 && !(await agreesToGpt2(endpoint(), terms))) return;
      await this.fetchWhole(cost);
    }
    const options = { location: ProgressLocation.Notification, title: l10n.t("All of GPT-2") };
    const count = await window.withProgress(options, async (progress) => {
      progress.report({ message: l10n.t("comparing what it goes on with") });
      return this.openWhole();
    });
    await choose({ source: "gpt2", whole: true });
    void window.showInformationMessage(
      l10n.t(
        "All of GPT-2 is in use now: it goes on as PyTorch's does, each of {0} greedy ids the same.",
        count,
      ),
    );
  }

  private async fetchWhole({ bytes }: Gpt2Cost): Promise<void> {
    const { vectors } = this.host;
    await this.showingTables((onTable, useTables) =>
      this.fetchShown(l10n.t("All of GPT-2"), async (options) => {
        const onProgress = (state: DownloadProgress): void => {
          const { received } = state.overall;
          options.onProgress({ ...state, overall: { received, total: bytes } });
        };
        const verify = (part: Gpt2Part, name: string) => vectors.call.verify(part, name);
        await downloadGpt2({ ...options, onProgress, verify, onTable });
        await useTables();
        await downloadRest({
          ...options,
          bytes,
          verify: () => {
            options.report.report({ message: l10n.t("comparing all of it with its SHA-256") });
            return vectors.call.verifyGpt2();
          },
        });
      }),
    );
  }

  /**
   * Makes all of GPT-2 the model where it goes on as it has to.
   * @returns how many ids were compared
   */
  private async openWhole(): Promise<number> {
    const { models } = this.host;
    await models.use({ source: "gpt2", whole: true });
    const { problem, count } = await models.checkGpt2();
    if (problem === undefined) return count;
    await models.use({ source: "gpt2" });
    throw new Error(problem);
  }

  private async getWeights(): Promise<void> {
    await this.positionsRun?.catch(() => undefined);
    const { models, endpoint, vectors } = this.host;
    if (!(await models.hasGpt2()) && !(await agreesToGpt2(endpoint(), "weights"))) return;
    await this.showingTables(async (onTable, useTables) => {
      await this.fetchShown(l10n.t("GPT-2's weights"), (options) =>
        downloadGpt2({
          ...options,
          verify: (part, name) => vectors.call.verify(part, name),
          onTable,
        }),
      );
      await useTables();
    });
    void window.showInformationMessage(l10n.t("GPT-2's real vectors are in use now."));
  }

  private async getPositions(): Promise<boolean> {
    const { models, endpoint, vectors } = this.host;
    await models.lookForGpt2Positions();
    if (models.hasGpt2Positions === true) return true;
    if (!(await agreesToGpt2(endpoint(), "positions"))) return false;
    try {
      await this.fetchShown(l10n.t("GPT-2's positions"), (options) =>
        downloadGpt2({
          ...options,
          parts: ["wpe"],
          verify: (part, name) => vectors.call.verify(part, name),
        }),
      );
    } finally {
      await models.lookForGpt2Positions();
    }
    return true;
  }

  /** Shows the position table once it is there, and uses both when they are asked to be. */
  private async showingTables(
    run: (onTable: (part: Gpt2Part) => void, useTables: () => Promise<void>) => Promise<void>,
  ): Promise<void> {
    const { models, choose } = this.host;
    const onTable = (part: Gpt2Part): void => {
      if (part === "wpe") models.setAhead(GPT2_POSITIONS);
    };
    try {
      await run(onTable, async () => {
        await choose({ source: "gpt2" });
        models.setAhead(undefined);
      });
    } finally {
      models.setAhead(undefined);
      await models.lookForGpt2Positions();
    }
  }

  private fetchShown(title: string, run: (options: ShownDownload) => Promise<void>): Promise<void> {
    const { files, endpoint } = this.host;
    return fetchWithProgress(title, { files, endpoint: endpoint() }, run);
  }
}

function tablesComeFirst(): string {
  return l10n.t(
    "All of GPT-2 is being fetched already. Its tables come first, and are used as soon as they are there.",
  );
}
