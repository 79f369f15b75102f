import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { TokenscopeApi } from "../../src/api";

/** The product as another extension gets it. */
export async function tokenscope(): Promise<TokenscopeApi> {
  const extension = vscode.extensions.getExtension<TokenscopeApi>("tokenscope.tokenscope");
  assert.ok(extension, "Tokenscope is not installed.");
  return extension.activate();
}

export async function openText(content: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ content, language: "plaintext" });
  return vscode.window.showTextDocument(document);
}

/** Closes every editor without a question about unsaved text. */
export async function closeAll(): Promise<void> {
  for (const editor of vscode.window.visibleTextEditors) {
    if (editor.document.isUntitled) {
      await vscode.window.showTextDocument(editor.document);
      await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    }
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  // A new untitled document may take the name of one that is still on its way out.
  await eventually(
    "no untitled document is left",
    () => !vscode.workspace.textDocuments.some(({ isUntitled }) => isUntitled),
  );
}

/** Waits for a condition. The limit is for a product that hangs, not for a slow machine. */
export async function eventually<T>(
  what: string,
  check: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  const limit = Date.now() + 45_000;
  for (;;) {
    const value = await check();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > limit) throw new Error(`It never came to this: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
