import { ViewColumn } from "vscode";
import type { LastEditor } from "../../analysis/lastEditor";

/** Where a text is opened: beside the visualizer, never over it. */
export function textColumn(last: Pick<LastEditor, "editor">): ViewColumn {
  return last.editor?.viewColumn ?? ViewColumn.Active;
}
