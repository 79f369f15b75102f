import * as l10n from "../../shared/l10n";
import { commands, Uri, window, workspace, type Disposable, type TextDocument } from "vscode";
import type { LastEditor } from "../../analysis/lastEditor";
import type { Highlights } from "./highlights";

/** The palette's command, and the two that the button of an editor's title bar changes between. */
export function toggleCommands(highlights: Highlights, last: LastEditor): Disposable[] {
  const of = (where: unknown): TextDocument | undefined => {
    // A button tells the file of its own editor group, which need not be the one used last.
    const address = where instanceof Uri ? where.toString() : undefined;
    const open = workspace.textDocuments.find(({ uri }) => uri.toString() === address);
    return open ?? last.editor?.document;
  };
  const command = (name: string, run: (document: TextDocument) => void): Disposable =>
    commands.registerCommand(`tokenscope.${name}`, (where: unknown) => {
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
