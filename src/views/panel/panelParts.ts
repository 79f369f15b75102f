import type { LogOutputChannel, TextDocument, Uri } from "vscode";
import type { Focus } from "../../analysis/focus";
import type { Models } from "../../analysis/models";
import type { NewFile } from "../../embeddings/store/tableFiles";
import type { ModelChoice } from "../../shared/values/modelChoices";
import type { IdNotices } from "../toy/idNotices";
import type { FirstMarks } from "./firstMarks";
import type { KeptParts } from "./keptParts";

/** What the panel shows and asks. */
export interface PanelParts {
  readonly focus: Focus;
  readonly models: Models;
  readonly extensionUri: Uri;
  readonly log: LogOutputChannel;
  readonly idNotices: Pick<IdNotices, "text" | "onDidChange">;
  readonly isToy: (document: TextDocument) => boolean;
  readonly newFile: (file: Uri) => Promise<NewFile>;
  readonly kept: KeptParts;
  readonly firstMarks: FirstMarks;
  readonly chooseModel: (choice: ModelChoice) => Promise<void>;
}
