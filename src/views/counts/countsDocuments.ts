import * as l10n from "../../shared/base/l10n";
import { commands, Uri, window, workspace, type Disposable } from "vscode";
import { COUNTS_SCHEME } from "../../analysis/lastEditor";

/** Results that are kept: VS Code may ask for one again when its preview comes back into view. */
const KEPT = 16;

/** Results of counting as read-only documents, which nobody is asked to save. */
export class CountsDocuments implements Disposable {
  /** By address, the oldest first. */
  private readonly texts = new Map<string, string>();
  private made = 0;
  private readonly provider: Disposable;

  constructor() {
    this.provider = workspace.registerTextDocumentContentProvider(COUNTS_SCHEME, {
      provideTextDocumentContent: (uri) => this.texts.get(uri.toString()),
    });
  }

  /** @param text Markdown */
  add(text: string): Uri {
    const uri = Uri.from({
      scheme: COUNTS_SCHEME,
      path: `/${l10n.t("Token counts")}.md`,
      query: String(++this.made),
    });
    this.texts.set(uri.toString(), text);
    const [oldest] = this.texts.keys();
    if (this.texts.size > KEPT && oldest !== undefined) this.texts.delete(oldest);
    return uri;
  }

  /** As a page: what wraps in the middle of a row, as an editor would, is hard to read. */
  async show(uri: Uri): Promise<void> {
    try {
      await commands.executeCommand("markdown.showPreview", uri);
    } catch {
      // Where somebody has turned VS Code's own Markdown extension off, the text is still readable.
      await window.showTextDocument(await workspace.openTextDocument(uri), { preview: false });
    }
  }

  dispose(): void {
    this.provider.dispose();
    this.texts.clear();
  }
}
