import { commands, Disposable, Uri } from "vscode";
import { fileCommand } from "../ui/command";
import type { SetParts } from "./buildTrainingSet";
import { ChangedFiles } from "./changedFiles";
import { DifferenceMarks } from "./differenceMarks";

/** The commands on training sets, and what follows documents that show their tokens. */
export function setCommands(parts: SetParts): Disposable {
  const { stored } = parts;
  stored.readBy(async (place) => {
    const { readStored } = await import("./showStoredTokens");
    return readStored(parts, place);
  });
  const marks = new DifferenceMarks(stored.onDidClose);
  const changes = new ChangedFiles(stored.onDidClose, ({ path, from, to }) => {
    void commands.executeCommand("tokenscope.showStoredTokens", {
      ...{ file: Uri.file(path), from, to },
    });
  });
  const opened = stored.onDidOpen((document) => {
    const shown = stored.shownBy(document);
    if (shown === undefined) return;
    marks.mark(document, shown.different);
    changes.watch(document, shown.place, shown.written);
  });
  return Disposable.from(
    marks,
    changes,
    opened,
    fileCommand("buildTrainingSet", async (clicked, all) => {
      const { buildTrainingSet } = await import("./buildTrainingSet");
      return buildTrainingSet(parts, clicked, all);
    }),
    fileCommand("checkTrainingSet", async (clicked) => {
      const { checkTrainingSet } = await import("./checkTrainingSet");
      return checkTrainingSet(parts, clicked);
    }),
    fileCommand("showStoredTokens", async (clicked) => {
      const { showStoredTokens } = await import("./showStoredTokens");
      return showStoredTokens(parts, clicked);
    }),
  );
}
