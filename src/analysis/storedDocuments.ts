import { Uri, workspace, type Disposable, type TextDocument } from "vscode";
import type { Reading } from "../tokens/document/tokenDocument";
import type { StoredTokens } from "../tokens/encode/storedEncoder";
import type { OpenDocuments } from "./openDocuments";

/** Texts of stored tokens. */
const STORED_SCHEME = "tokenscope-stored";
/** Texts that are kept though nobody has them open: VS Code may ask for one again. */
const KEPT = 4;

interface StoredDocument {
  readonly text: string;
  readonly reading: Reading;
}

/**
 * Read-only documents whose tokens are those that somebody stored. Their text is what the tokens
 * stand for, and their reading brings the tokens along.
 */
export class StoredDocuments implements Disposable {
  /** By address, the oldest first. */
  private readonly known = new Map<string, StoredDocument>();
  private made = 0;
  private readonly provider: Disposable;

  constructor(private readonly documents: OpenDocuments) {
    this.provider = workspace.registerTextDocumentContentProvider(STORED_SCHEME, {
      provideTextDocumentContent: (uri) => this.known.get(uri.toString())?.text,
    });
  }

  /**
   * @param name of the document
   * @param text without characters that VS Code reads as another line end than LF
   * @param reading of what made the tokens
   */
  add(
    name: string,
    text: string,
    reading: Omit<Reading, "stored">,
    { ids, starts, ends }: Omit<StoredTokens, "key">,
  ): Uri {
    const key = String(++this.made);
    const uri = Uri.from({ scheme: STORED_SCHEME, path: `/${name}`, query: key });
    const stored = { key, ids, starts, ends };
    this.known.set(uri.toString(), { text, reading: { ...reading, stored } });
    this.forget();
    return uri;
  }

  /** Some document was closed. */
  get onDidClose(): OpenDocuments["onDidClose"] {
    return this.documents.onDidClose;
  }

  /** Undefined for any other document. */
  readingOf({ uri }: Pick<TextDocument, "uri">): Reading | undefined {
    return uri.scheme === STORED_SCHEME ? this.known.get(uri.toString())?.reading : undefined;
  }

  dispose(): void {
    this.provider.dispose();
    this.known.clear();
  }

  private forget(): void {
    for (const address of this.known.keys()) {
      if (this.known.size <= KEPT) return;
      if (this.documents.at(address) === undefined) this.known.delete(address);
    }
  }
}
