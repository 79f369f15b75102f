import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { freshFolder } from "../../.ci/support/folders";
import { main } from "../../.ci/support/main";
import { Workbench } from "../../.ci/support/workbench";
import { Floor, type Activation } from "./editor/floor";
import { keyPresses, type Typed } from "./editor/keyPresses";
import { watchRepaints } from "./editor/repaints";
import { scrolling } from "./editor/scrolling";
import { reload, rest } from "./panel/watched";
import { texts } from "./texts";
import { head, median, row } from "./timing";

const MEGABYTE = 1_000_000;
/** Milliseconds of the extension host's thread. */
const ACTIVATION_TARGET = 20;
const ACTIVATIONS = 7;

/** Nothing of the editor's own may be drawn after a key but the text. */
const settings = {
  "editor.quickSuggestions": false,
  "editor.wordBasedSuggestions": "off",
  "editor.occurrencesHighlight": "off",
  "editor.selectionHighlight": false,
  "editor.matchBrackets": "never",
  "editor.bracketPairColorization.enabled": false,
  "editor.guides.indentation": false,
  "editor.renderLineHighlight": "none",
  "editor.unicodeHighlight.ambiguousCharacters": false,
  "editor.unicodeHighlight.invisibleCharacters": false,
  "editor.links": false,
  "editor.autoIndent": "none",
  "workbench.editorLargeFileConfirmation": 1024,
  "files.autoSave": "off",
};

/** All parts, or those that are named: `npm run bench:editor -- activation`. */
const wanted = process.argv.slice(2);
const wants = (part: "keys" | "scrolling"): boolean => wanted.length === 0 || wanted.includes(part);

/** Times the editor's highlights in a real VS Code against an extension that hardly does anything. */
async function run(): Promise<number> {
  console.log(
    `${cpus()[0]?.model ?? "?"}, ${cpus().length} processors, ${new Date().toISOString().slice(0, 10)}`,
  );
  const folder = freshFolder("workspace");
  const code = texts["code"]?.() ?? "";
  const documents = [1, 10].map((megabytes): Typed => {
    const file = `code${megabytes}.txt`;
    const text = code.repeat(3).slice(0, megabytes * MEGABYTE);
    writeFileSync(join(folder, file), text);
    return { file, name: `${megabytes} MB`, line: Math.floor(text.split("\n").length / 2) };
  });
  const floor = new Floor();
  // The bundler may name functions through a helper of its own, which the page has not.
  const script = `{const __name = (f) => f;(${watchRepaints.toString()})();}`;
  const workbench = await Workbench.open({
    folder,
    settings,
    script,
    companions: [await floor.pack()],
  });
  try {
    const [small, large] = documents;
    await workbench.openFile(small?.file ?? "");
    await activation(workbench, floor);
    await rest(workbench);
    if (wants("keys")) await keyPresses(workbench, floor, documents);
    if (wants("scrolling")) await scrolling(workbench, large?.file ?? "", large?.name ?? "");
  } finally {
    await workbench.close();
  }
  return 0;
}

/** In windows that are loaded anew: each has an extension host that has activated nothing yet. */
async function activation(workbench: Workbench, floor: Floor): Promise<void> {
  const runs: Activation[] = [];
  for (let run = 0; run < ACTIVATIONS; run++) {
    if (run > 0) await reload(workbench);
    await rest(workbench);
    await workbench.page.locator(".view-line").first().click();
    await workbench.page.keyboard.type("x");
    await rest(workbench);
    runs.push(await floor.activate(workbench));
  }
  const busy = runs.map((each) => each.busy);
  const wasActive = runs.some((each) => each.wasActive);
  const elapsed = median(runs.map((each) => each.elapsed));
  head(
    `Activation of Tokenscope, after a key was pressed in a text, ${ACTIVATIONS} windows:`,
    ...["active before", "ms until active, median", "ms of the host's thread, median"],
    ...["least", "most", `target: inactive before, at most ${ACTIVATION_TARGET} ms`],
  );
  const isMet = !wasActive && median(busy) <= ACTIVATION_TARGET;
  row(
    ...[wasActive ? "yes" : "no", elapsed, median(busy), Math.min(...busy), Math.max(...busy)],
    isMet ? "met" : "missed",
  );
}

main(run);
