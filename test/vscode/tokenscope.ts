import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import type { TokenscopeApi } from "../../src/api";
import { freshFolder } from "../../.ci/support/folders";
import { PATIENCE } from "../../.ci/support/patience";

/** The product as another extension gets it. */
export async function tokenscope(): Promise<TokenscopeApi> {
  const extension = vscode.extensions.getExtension<TokenscopeApi>("tokenscope.tokenscope");
  assert.ok(extension, "Tokenscope is not installed.");
  return extension.activate();
}

/** Opens a new file with this text. */
export async function openText(content: string | Uint8Array): Promise<vscode.TextEditor> {
  const folder = freshFolder("text");
  const file = join(folder, "text.txt");
  await writeFile(file, content);
  return vscode.window.showTextDocument(vscode.Uri.file(file), { preview: false });
}

/**
 * Opens an untitled document, which can hold what no file can. Once in a test run: a new untitled
 * document may be given the name of one before it, and then VS Code may restore its text.
 */
export async function openUntitled(content: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ content, language: "plaintext" });
  return vscode.window.showTextDocument(document);
}

/** Closes every editor without a question about unsaved text. */
export async function closeAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty || document.isClosed) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}

/** Waits for a condition. */
export async function eventually<T>(
  what: string,
  check: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  const limit = Date.now() + PATIENCE;
  for (;;) {
    const value = await check();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > limit) throw new Error(`It never came to this: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
