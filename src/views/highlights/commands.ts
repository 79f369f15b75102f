import * as l10n from "../../shared/base/l10n";
import { window, workspace, type Disposable, type TextDocument, type Uri } from "vscode";
import type { LastEditor } from "../../analysis/lastEditor";
import { shownValue } from "../../shared/base/shown";
import { fileCommand, isUri } from "../ui/command";
import type { Highlights } from "./highlights";

/** The palette's command, and the two that the button of an editor's title bar changes between. */
export function toggleCommands(highlights: Highlights, last: LastEditor): Disposable[] {
  const of = (where: unknown): TextDocument | undefined => {
    // A button tells the file of its own editor group, which need not be the one used last.
    const address = fileOf(where)?.toString();
    const open = workspace.textDocuments.find(({ uri }) => uri.toString() === address);
    return open ?? last.editor?.document;
  };
  const command = (name: string, run: (document: TextDocument) => void): Disposable =>
    fileCommand(name, (where) => {
      const document = of(where);
      if (document !== undefined) run(document);
      else void window.showInformationMessage(l10n.t("Open a text file to see its tokens."));
    });
  return [
    command("toggleHighlights", (document) => {
      highlights.turn(document, !highlights.isSeen(document));
    }),
    command("showHighlights", (document) => {
      highlights.turn(document, true);
    }),
    command("hideHighlights", (document) => {
      highlights.turn(document, false);
    }),
  ];
}

function fileOf(where: unknown): Uri | undefined {
  if (isUri(where)) return where;
  if ((where ?? undefined) === undefined) return undefined;
  throw new TypeError(
    l10n.t(
      "The file to highlight must be given as a Uri of VS Code, not as {0}.",
      shownValue(where),
    ),
  );
}
