import assert from "node:assert/strict";
import * as vscode from "vscode";

/** Runs Count Tokens; its table's text, as the page or the message's button shows it. */
export async function countTokens(...args: unknown[]): Promise<string> {
  const opened = await vscode.commands.executeCommand<vscode.Uri | undefined>(
    "tokenscope.countTokens",
    ...args,
  );
  const document = await vscode.workspace.openTextDocument(opened!);
  assert.equal(document.languageId, "markdown");
  assert.equal(document.isDirty, false);
  return document.getText();
}

/** Tokens by path, and the total by `**total**`, of what was counted. */
export function countRows(text: string): Map<string, number> {
  const [counted = ""] = text.split("\n## ");
  const found = counted.matchAll(/^\| +([\d,]+) \| +[\d,]+ \| +[\d.–]+ \| (.*?) +\|$/gm);
  return new Map(
    [...found].map(([, tokens, path]) => [
      path!.replace(/^\[(.*)\]\(\S+\)$/, "$1").replaceAll("`", ""),
      Number(tokens!.replaceAll(",", "")),
    ]),
  );
}

/** The file that a link of a page leads to: VS Code follows it from the workspace's first folder on. */
export function linkedUri(link: string): vscode.Uri {
  assert.match(link, /^\//);
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder !== undefined);
  return vscode.Uri.joinPath(folder.uri, decodeURIComponent(link));
}
