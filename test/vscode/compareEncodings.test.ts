import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Tokenizer } from "@huggingface/tokenizers";
import * as vscode from "vscode";
import { freshFolder } from "../../.ci/support/folders";
import { oracle } from "../support/oracle";
import { pipelineFile } from "../support/smallPipelines";
import { linkedUri } from "./countRows";
import { closeAll, eventually, openText, openUntitled, tokenscope } from "./tokenscope";

const TEXT = "the the naïve\nunbelievably 👋👋 12345678\n";

describe("Tokenscope: Compare Encodings…", () => {
  let file: string;
  before(async () => {
    await tokenscope();
    file = join(freshFolder("compared"), "tokenizer.json");
    await writeFile(file, JSON.stringify(pipelineFile("WordPiece")));
  });
  afterEach(closeAll);

  async function compared(encodings: unknown): Promise<string> {
    const uri = await vscode.commands.executeCommand<vscode.Uri>(
      "tokenscope.compareEncodings",
      encodings,
    );
    return (await vscode.workspace.openTextDocument(uri)).getText();
  }
  const counts = (page: string): number[] =>
    [
      ...page
        .slice(0, page.indexOf("\n## "))
        .matchAll(/^\| +([\d,]+) \| +[\d.–]+ \| +[\d.–]+ \| /gm),
    ].map(([, count = ""]) => Number(count.replaceAll(",", "")));

  it("opens a page with the tokens of each, and links to where they differ most", async () => {
    const { document } = await openText(TEXT);
    const page = await compared(["gpt2", "o200k_base", { file }]);
    const ofFile = new Tokenizer(pipelineFile("WordPiece"), {}).encode(TEXT, {
      add_special_tokens: false,
    });
    assert.deepEqual(counts(page), [
      oracle(TEXT, "split").length,
      oracle(TEXT, "split", "o200k_base").length,
      ofFile.ids.length,
    ]);
    assert.match(page, /^`.*text\.txt`: 39 characters, 46 bytes\.$/m);
    assert.match(page, /\| `gpt2` \| `o200k_base` \| `compared[^`]*\/tokenizer\.json` \|/);
    const places = [...page.matchAll(/\[(\d+):(\d+)\]\((\/[^)]+)#L(\d+),(\d+)\) (`.*`)/g)];
    assert.ok(places.length > 0 && places.length <= 10, page);
    for (const [, row, column, address, line, character, shown = ""] of places) {
      assert.deepEqual([row, column], [line, character]);
      assert.equal(linkedUri(address!).toString(), document.uri.toString());
      const start = document.offsetAt(new vscode.Position(Number(row) - 1, Number(column) - 1));
      const letters = shown.replaceAll("`", "").replaceAll("·", " ").replaceAll("↵", "\n");
      assert.ok(TEXT.slice(start).startsWith(letters.slice(0, 4)), `${shown} at ${start}`);
    }
    await eventually("the page", () =>
      vscode.window.tabGroups.activeTabGroup.activeTab?.label.includes("Encodings compared"),
    );
  });

  it("compares what is selected, at its own places", async () => {
    const editor = await openText(TEXT);
    editor.selection = new vscode.Selection(1, 0, 1, 12);
    const page = await compared(["gpt2", "cl100k_base"]);
    assert.deepEqual(counts(page), [
      oracle("unbelievably", "split").length,
      oracle("unbelievably", "split", "cl100k_base").length,
    ]);
    assert.match(page, /What is selected in .*: 12 characters, 12 bytes\./);
    assert.match(page, /\[2:3\]\(\S+#L2,3\) `believably`/);
  });

  it("leads into a text without a file from a page that is shown as text", async () => {
    const { document } = await openUntitled(`x\n${TEXT}`);
    const uri = await vscode.commands.executeCommand<vscode.Uri>("tokenscope.compareEncodings", [
      "gpt2",
      "cl100k_base",
    ]);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      "vscode.executeLinkProvider",
      uri,
    );
    const [first] = links.filter(({ target }) => target?.scheme === "command");
    assert.ok(first?.target !== undefined);
    const [place] = JSON.parse(first.target.query) as [[string, number, number]];
    assert.equal(place[0], document.uri.toString());
    await vscode.commands.executeCommand(first.target.path, place);
    await eventually("the text", () => vscode.window.activeTextEditor?.document === document);
    const { active } = vscode.window.activeTextEditor!.selection;
    assert.deepEqual([active.line, active.character], [place[1], place[2]]);
  });

  it("refuses fewer than two, what is no list, and a file that cannot be read, by name", async () => {
    await openText(TEXT);
    await assert.rejects(compared(["gpt2"]), /at least two encodings/);
    await assert.rejects(compared("gpt2"), /What to compare must be a list of encodings/);
    await assert.rejects(compared(["gpt2", "gpt5"]), /There is no encoding "gpt5"/);
    await assert.rejects(
      compared(["gpt2", { file: `${file}.none` }]),
      /tokenizer\.json\.none cannot be used as a tokenizer\. There is no such file/,
    );
  });
});
