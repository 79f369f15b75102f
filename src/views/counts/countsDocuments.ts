import * as l10n from "../../shared/base/l10n";
import { Uri, window, workspace, type Disposable, type TextDocument } from "vscode";
import type { OpenDocuments } from "../../analysis/openDocuments";

const SCHEME = "tokenscope-counts";

/** Results of counting as read-only documents, which nobody is asked to save. */
export class CountsDocuments implements Disposable {
  /** By address, while they are open. */
  private readonly texts = new Map<string, string>();
  private made = 0;
  private readonly listeners: readonly Disposable[];

  constructor(documents: OpenDocuments) {
    this.listeners = [
      workspace.registerTextDocumentContentProvider(SCHEME, {
        provideTextDocumentContent: (uri) => this.texts.get(uri.toString()),
      }),
      documents.onDidClose(({ uri }) => {
        this.texts.delete(uri.toString());
      }),
    ];
  }

  /** @param text Markdown */
  async show(text: string): Promise<TextDocument> {
    const uri = Uri.from({
      scheme: SCHEME,
      path: `/${l10n.t("Token counts")}.md`,
      query: String(++this.made),
    });
    this.texts.set(uri.toString(), text);
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document, { preview: false });
    return document;
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    this.texts.clear();
  }
}
