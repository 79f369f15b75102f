import * as vscode from "vscode";
import type { RingResult } from "../../.ci/support/ringResult";

/** What the runner puts beside the extension, since a browser has no environment variables. */
export interface WebRunOptions {
  /** Absolute path on the machine that serves the window. */
  readonly resultFile: string;
  /** Texts with GPT-2's ids by tiktoken, which runs in Node. */
  readonly texts: readonly { readonly text: string; readonly ids: readonly number[] }[];
  /** A `tokenizer.json`, and texts with its ids by Hugging Face's JavaScript. */
  readonly tokenizer: {
    readonly json: string;
    readonly texts: readonly { readonly text: string; readonly ids: readonly number[] }[];
  };
  readonly grep?: string;
}

/** Name of that file in the extension's folder. */
const OPTIONS_NAME = "webRunOptions.json";

export async function runOptions(): Promise<WebRunOptions> {
  return JSON.parse(
    await textOf(vscode.Uri.joinPath(extensionUri(), OPTIONS_NAME)),
  ) as WebRunOptions;
}

export async function writeResult(result: RingResult): Promise<void> {
  const { resultFile } = await runOptions();
  const bytes = new TextEncoder().encode(JSON.stringify(result));
  await vscode.workspace.fs.writeFile(extensionUri().with({ path: resultFile }), bytes);
}

async function textOf(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

function extensionUri(): vscode.Uri {
  const extension = vscode.extensions.getExtension("tokenscope.tokenscope");
  if (extension === undefined) throw new Error("Tokenscope is not installed.");
  return extension.extensionUri;
}
