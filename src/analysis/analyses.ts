import { workspace, type Disposable, type TextDocument } from "vscode";
import type { Reading } from "../tokens/document/tokenDocument";
import type { ShuffledOrder, TokenService } from "../workers/tokenService";
import type { WorkerClient } from "../workers/workerClient";
import { Analysis } from "./analysis";
import type { Shuffle } from "./loaderOrders";
import type { OpenDocuments } from "./openDocuments";

/** One analysis per open document that somebody looks at, made when first asked for. */
export class Analyses implements Disposable {
  private readonly byDocument = new Map<TextDocument, Analysis>();
  private readonly listeners: readonly Disposable[];

  constructor(
    private readonly documents: OpenDocuments,
    private readonly tokenizer: WorkerClient<TokenService>,
    private readonly readingOf: (document: TextDocument) => Reading,
  ) {
    this.listeners = [
      workspace.onDidChangeTextDocument((event) => {
        this.byDocument.get(event.document)?.follow(event);
      }),
      documents.onDidClose((document) => {
        this.byDocument.get(document)?.dispose();
        this.byDocument.delete(document);
      }),
    ];
  }

  /** Documents may be read in another way from now on. */
  read(): void {
    for (const [document, analysis] of this.byDocument) analysis.read(this.readingOf(document));
  }

  of(document: TextDocument): Analysis {
    const known = this.byDocument.get(document);
    if (known !== undefined) return known;
    const analysis = new Analysis(document, this.tokenizer, this.readingOf(document));
    // Nobody would ever tell that a document is closed which is closed already.
    if (this.documents.isOpen(document)) {
      this.byDocument.set(document, analysis);
      analysis.update();
    } else analysis.dispose();
    return analysis;
  }

  /** The analysis that has this key now; undefined once its document is closed or read anew. */
  byKey(key: string): Analysis | undefined {
    return [...this.byDocument.values()].find((analysis) => analysis.key === key);
  }

  /** The order in which PyTorch shows the samples of a shuffled loader. */
  shuffledOrder({ samples, seed, epoch }: Shuffle): Promise<ShuffledOrder> {
    return this.tokenizer.call.shuffledOrder(samples, seed, epoch);
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    for (const analysis of this.byDocument.values()) analysis.dispose();
    this.byDocument.clear();
  }
}
