import { workspace, type Disposable, type TextDocument } from "vscode";
import type { Reading } from "../tokens/tokenDocument";
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
    private reading: Reading,
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

  /** Reads every document in another way from now on. */
  read(reading: Reading): void {
    this.reading = reading;
    for (const analysis of this.byDocument.values()) analysis.read(reading);
  }

  of(document: TextDocument): Analysis {
    const known = this.byDocument.get(document);
    if (known !== undefined) return known;
    const analysis = new Analysis(document, this.tokenizer, this.reading);
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
