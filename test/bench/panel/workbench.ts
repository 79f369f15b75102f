import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freshFolder } from "../../../.ci/support/folders";
import { texts } from "../texts";
import { CONTEXT, DIMENSIONS } from "./bigPage";
import { messages } from "./messages";
import { MARK, typing } from "./typing";
import { openPanel, rest, watchedWorkbench } from "./watched";

const MEGABYTE = 1_000_000;

/** What needs a document of 1 MB in a running VS Code: messages, and typed characters. */
export async function largeDocument(): Promise<void> {
  const folder = freshFolder("workspace");
  const file = "large.txt";
  const lines = (texts["code"]?.() ?? "").slice(0, MEGABYTE).split("\n");
  const middle = Math.floor(lines.length / 2);
  lines.splice(middle, 1, MARK);
  writeFileSync(join(folder, file), lines.join("\n"));
  const workbench = await watchedWorkbench(
    {
      folder,
      settings: {
        "tokenscope.seeded.dimensions": DIMENSIONS,
        // Nothing of the editor's own may write into the text.
        "editor.quickSuggestions": false,
        "editor.wordBasedSuggestions": "off",
        "editor.occurrencesHighlight": "off",
      },
    },
    file,
  );
  try {
    await rest(workbench);
    const { panel } = await openPanel(workbench);
    await messages(panel);
    await typing(workbench, panel, middle + 1, [4, CONTEXT]);
  } catch (error) {
    await workbench.screenshot("failed-bench");
    throw error;
  } finally {
    await workbench.close();
  }
}
