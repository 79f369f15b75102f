import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { TokenscopeApi } from "../../src/api";
import { seeded } from "../support/random";
import { randomText } from "../support/hardText";
import { hasEnded, tokenThread } from "./tokenThread";
import { closeAll, eventually, openText, tokenscope } from "./tokenscope";

const STORMS = 3;
/** Commands of a storm, for none of which anybody waits. */
const COMMANDS = 150;
/** Beside typing, as often. */
const COMMAND_NAMES = ["deleteLeft", "deleteRight", "undo", "redo", "lineBreakInsert"];
/** Edits of a storm before the thread is killed. */
const EDITS_BEFORE = 60;

describe("A token worker that is killed in the middle of an edit storm", () => {
  let api: TokenscopeApi;
  before(async () => {
    api = await tokenscope();
    await vscode.commands.executeCommand("tokenscope.openVisualizer");
  });
  after(closeAll);

  it("is started again, gets the document, and the next answer is right", async () => {
    const seed = 20_260_401;
    const random = seeded(seed);
    const editor = await openText("The quick brown fox jumps over the lazy dog. 👋\n".repeat(2000));
    const { document } = editor;
    const isRight = async (): Promise<void> => {
      const tokens = await api.tokensOf(document);
      const expected = await api.tokenize(document.getText());
      assert.equal(tokens.documentVersion, document.version);
      for (const name of ["ids", "starts", "ends"] as const) {
        assert.deepEqual(tokens[name], expected[name], `seed ${seed}, ${name}`);
      }
    };
    // Several changes in each edit.
    const places = [3, 700, 1900].map((line) => new vscode.Position(line, 7));
    editor.selections = places.map((place) => new vscode.Selection(place, place));

    for (let storm = 0; storm < STORMS; storm++) {
      await isRight();
      const victim = tokenThread();
      assert.ok(victim !== undefined && !hasEnded(victim), "A thread is at work.");
      let edits = 0;
      const answers: Promise<string>[] = [];
      const listener = vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document !== document || event.contentChanges.length === 0) return;
        edits++;
        if (edits % 7 === 0) answers.push(outcome(api.tokensOf(document)));
        // Edits and questions are on their way to it.
        if (edits === EDITS_BEFORE) void victim.terminate();
      });
      // As a person types, and unlike `applyEdit`, which refuses what was asked of an older version.
      const typed = Array.from({ length: COMMANDS }, () => {
        const command = COMMAND_NAMES[random(2 * COMMAND_NAMES.length)] ?? "type";
        // VS Code asks a person about lines that end in U+2028.
        const text = randomText(random, 3).replaceAll(/[\r\u2028]/g, "");
        return vscode.commands.executeCommand(command, { text: text === "" ? "a" : text });
      });
      await Promise.all(typed);
      await eventually("the end of the thread", () => hasEnded(victim));
      listener.dispose();
      assert.ok(edits > EDITS_BEFORE, `There were ${edits} edits.`);
      await isRight();
      assert.notEqual(tokenThread(), victim);
      for (const answer of await Promise.all(answers)) assert.match(answer, /^tokens$|stopped/);
    }
  });
});

function outcome(answer: Promise<unknown>): Promise<string> {
  return answer.then(
    () => "tokens",
    (error: unknown) => String(error),
  );
}
