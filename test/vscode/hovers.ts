import assert from "node:assert/strict";
import * as vscode from "vscode";
import { eventually } from "./tokenscope";

/** Tokenscope's hover at a place, as VS Code gets it; undefined where it says nothing. */
export async function hoverAt(
  document: vscode.TextDocument,
  character: number,
  line = 0,
): Promise<vscode.MarkdownString | undefined> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    new vscode.Position(line, character),
  );
  const contents = hovers.flatMap((hover) => hover.contents as vscode.MarkdownString[]);
  return contents.find(({ value }) => value.includes("_tokenscope."));
}

/** The hover's text once it has something that may take a moment. */
export function hoverWith(
  document: vscode.TextDocument,
  character: number,
  wanted: RegExp,
  line = 0,
): Promise<string> {
  return eventually(`a hover with ${String(wanted)}`, async () => {
    const value = (await hoverAt(document, character, line))?.value;
    return value !== undefined && wanted.test(value) && value;
  });
}

/** Does what a click on the hover's link of this name does. */
export async function follow(hover: string, name: string): Promise<void> {
  const [, command, query] =
    new RegExp(`\\[${name}\\]\\(command:(\\w+\\.\\w+)\\?(\\S+) `).exec(hover) ?? [];
  assert.ok(command && query, `The link ${name} in ${hover}`);
  const args = JSON.parse(decodeURIComponent(query)) as unknown[];
  await vscode.commands.executeCommand(command, ...args);
}
