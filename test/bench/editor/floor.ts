import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { freshFolder } from "../../../.ci/support/folders";
import { packExtension, writeExtension } from "../../support/packedExtension";
import { until } from "../../../.ci/support/until";
import type { Workbench } from "../../../.ci/support/workbench";

/** What activating Tokenscope costs the extension host. */
export interface Activation {
  /** Whether it was active before anybody used it. */
  readonly wasActive: boolean;
  /** Milliseconds from asking until it was active. */
  readonly elapsed: number;
  /** Milliseconds that the host's thread worked meanwhile. */
  readonly busy: number;
}

/**
 * An extension that does as little as one can that draws what is typed: one decoration for each
 * change, on the character itself. It also measures from inside the extension host.
 */
export class Floor {
  readonly folder = freshFolder("floor");
  private readonly answer = join(this.folder, "answer.json");

  constructor() {
    const command = (name: string) => ({
      command: `floor.${name}`,
      title: name,
      category: "Floor",
    });
    writeExtension(this.folder, {
      manifest: {
        name: "floor",
        publisher: "bench",
        description: "Draws as little as an extension can.",
        contributes: { commands: ["Start", "Stop", "Activate"].map(command) },
      },
      source: SOURCE.replace("ANSWER", JSON.stringify(this.answer)),
    });
  }

  /** Packs it; answers the file. */
  pack(): Promise<string> {
    return packExtension(this.folder);
  }

  start(workbench: Workbench): Promise<void> {
    return workbench.runCommand("Floor: Start");
  }

  stop(workbench: Workbench): Promise<void> {
    return workbench.runCommand("Floor: Stop");
  }

  /** Activates Tokenscope, which nobody may have used yet. */
  async activate(workbench: Workbench): Promise<Activation> {
    rmSync(this.answer, { force: true });
    await workbench.runCommand("Floor: Activate");
    return until("answer from the extension host", async () => {
      if (!existsSync(this.answer)) return undefined;
      return JSON.parse(readFileSync(this.answer, "utf8")) as Activation;
    });
  }
}

const SOURCE = `
const { renameSync, writeFileSync } = require("node:fs");
const { performance } = require("node:perf_hooks");
const { commands, extensions, window, workspace, Range } = require("vscode");

exports.activate = ({ subscriptions }) => {
  let type;
  let listener;
  const command = (name, run) => subscriptions.push(commands.registerCommand("floor." + name, run));
  command("Start", () => {
    type = window.createTextEditorDecorationType({ backgroundColor: "#3b5bdb55" });
    listener = workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const editor = window.activeTextEditor;
      const [change] = contentChanges;
      if (change === undefined || editor?.document !== document) return;
      const { start } = change.range;
      editor.setDecorations(type, [new Range(start, start.translate(0, change.text.length))]);
    });
  });
  command("Stop", () => {
    listener.dispose();
    type.dispose();
  });
  command("Activate", async () => {
    const tokenscope = extensions.getExtension("tokenscope.tokenscope");
    const wasActive = tokenscope.isActive;
    const start = performance.now();
    const before = performance.eventLoopUtilization();
    await tokenscope.activate();
    const { active } = performance.eventLoopUtilization(before);
    const answer = { wasActive, elapsed: performance.now() - start, busy: active };
    const file = ANSWER;
    writeFileSync(file + ".new", JSON.stringify(answer));
    renameSync(file + ".new", file);
  });
};
`;
