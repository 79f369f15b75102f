import { workspace, type Disposable, type TextDocument } from "vscode";
import type { TokenService } from "../workers/tokenService";
import type { WorkerClient } from "../workers/workerClient";
import { Analysis } from "./analysis";

/** One analysis per open document that somebody looks at, made when first asked for. */
export class Analyses implements Disposable {
  private readonly byDocument = new Map<TextDocument, Analysis>();
  private readonly listeners = [
    workspace.onDidChangeTextDocument((event) => {
      this.byDocument.get(event.document)?.follow(event);
    }),
    workspace.onDidCloseTextDocument((document) => {
      this.byDocument.get(document)?.dispose();
      this.byDocument.delete(document);
    }),
  ];

  constructor(private readonly tokenizer: WorkerClient<TokenService>) {}

  of(document: TextDocument): Analysis {
    const known = this.byDocument.get(document);
    if (known !== undefined) return known;
    const analysis = new Analysis(document, this.tokenizer);
    // A document that is closed already would never be forgotten again.
    if (!document.isClosed) this.byDocument.set(document, analysis);
    return analysis;
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    for (const analysis of this.byDocument.values()) analysis.dispose();
    this.byDocument.clear();
  }
}
