import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import type { TokenscopeApi } from "../../src/api";
import { largeJson } from "../support/badTexts";
import { freshFolder } from "../../.ci/support/folders";
import { seeded } from "../support/random";
import { randomText } from "../support/hardText";
import { assertTokensOf } from "./assertTokens";
import { heapOf } from "./heap";
import { tokenThread } from "./tokenThread";
import { closeAll, eventually, tokenscope } from "./tokenscope";

const DOCUMENTS = 50;
/** Bytes of a document, about. */
const SIZE = 50_000;

describe("Large and many documents", () => {
  let api: TokenscopeApi;
  let folder: string;
  before(async () => {
    api = await tokenscope();
    folder = freshFolder("manyDocuments");
  });
  afterEach(closeAll);
  after(() => rm(folder, { recursive: true }));

  /** Opens a file as a click does: nothing but its editor keeps the document. */
  const open = async (name: string, content: string): Promise<vscode.TextDocument> => {
    const uri = vscode.Uri.file(join(folder, name));
    await writeFile(uri.fsPath, content);
    await vscode.commands.executeCommand("vscode.open", uri, { preview: false });
    return eventually(name, () =>
      vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString()),
    );
  };

  it("40 MB of JSON have tiktoken's tokens, also after an edit", async function () {
    const document = await open("large.json", largeJson(40_000_000));
    assertTokensOf(await api.tokensOf(document), document.getText());
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, document.positionAt(20_000_000), "“👋”");
    assert.ok(await vscode.workspace.applyEdit(edit));
    const { ids, ends } = await api.tokensOf(document);
    const text = document.getText();
    assert.equal(ends.at(-1), text.length);
    const again = await api.tokenize(text);
    assert.ok(Buffer.from(ids.buffer).equals(Buffer.from(again.ids.buffer)));
  });

  it("fifty that were opened and closed leave nothing in the worker", async function () {
    const random = seeded(20_260_508);
    const content = (): string => {
      let text = "";
      while (text.length < SIZE) text += randomText(random, 400).replaceAll("\r", "");
      return text;
    };
    // What the first use makes for good is there before the count.
    await api.tokensOf(await open("first.txt", content()));
    await closeAll();
    const thread = tokenThread();
    assert.ok(thread);
    await api.tokenize("a");

    const documents: vscode.TextDocument[] = [];
    for (let count = 0; count < DOCUMENTS; count++) {
      const document = await open(`${count}.txt`, content());
      assert.ok((await api.tokensOf(document)).ids.length > SIZE / 10);
      documents.push(document);
    }
    const during = await heapOf(thread, "TokenDocument");
    await closeAll();
    await eventually("closed documents", () => documents.every(({ isClosed }) => isClosed));
    await api.tokenize("a");
    const after = await heapOf(thread, "TokenDocument");
    const told = JSON.stringify({ during, after });
    console.log(`      token worker: ${told}`);
    assert.equal(tokenThread(), thread, "The worker lived on.");
    // VS Code may have kept documents of the tests before for a while, and let them go meanwhile.
    assert.ok(during.instances >= DOCUMENTS, told);
    assert.ok(after.instances <= during.instances - DOCUMENTS, told);
    assert.ok(during.bytes - after.bytes > DOCUMENTS * SIZE, told);
    await assert.rejects(api.tokensOf(documents[0]!), /closed/);
  });
});
