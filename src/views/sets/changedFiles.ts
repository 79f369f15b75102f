import * as l10n from "../../shared/base/l10n";
import {
  RelativePattern,
  Uri,
  window,
  workspace,
  type Disposable,
  type Event,
  type TextDocument,
} from "vscode";
import type { StoredPlace } from "../../analysis/storedDocuments";
import { baseName } from "../../shared/base/baseName";

/** When a file was written, milliseconds; undefined of one that is not there. */
export async function writtenAt(file: Uri): Promise<number | undefined> {
  try {
    return (await workspace.fs.stat(file)).mtime;
  } catch {
    return undefined;
  }
}

/** Tells where a file has changed whose tokens a document shows: the document stays what it was. */
export class ChangedFiles implements Disposable {
  private readonly watchers = new Map<TextDocument, Disposable>();
  private readonly listener: Disposable;

  /**
   * @param onDidClose of any document
   * @param showAgain shows what the file holds now
   */
  constructor(
    onDidClose: Event<TextDocument>,
    private readonly showAgain: (place: StoredPlace) => void,
  ) {
    this.listener = onDidClose((document) => {
      this.end(document);
    });
  }

  /** @param written when the file was written of which the document was read */
  watch(document: TextDocument, place: StoredPlace, written: number | undefined): void {
    if (this.watchers.has(document)) return;
    const file = Uri.file(place.path);
    // A name may hold what a glob reads as more than a name.
    const watcher = workspace.createFileSystemWatcher(
      new RelativePattern(Uri.joinPath(file, ".."), "*"),
    );
    const look = async (): Promise<void> => {
      // What happened shortly before is sometimes told of, too.
      if ((await writtenAt(file)) === written || !this.watchers.has(document)) return;
      this.end(document);
      await this.tell(place);
    };
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) {
      event((changed) => {
        if (changed.fsPath === file.fsPath) void look();
      });
    }
    this.watchers.set(document, watcher);
    // It may have changed since it was read.
    void look();
  }

  dispose(): void {
    this.listener.dispose();
    for (const watcher of this.watchers.values()) watcher.dispose();
    this.watchers.clear();
  }

  private end(document: TextDocument): void {
    this.watchers.get(document)?.dispose();
    this.watchers.delete(document);
  }

  private async tell(place: StoredPlace): Promise<void> {
    const again = l10n.t("Show Again");
    const chosen = await window.showWarningMessage(
      l10n.t(
        "{0} has changed. The text of its tokens {1} to {2} shows what it held before.",
        baseName(place.path),
        place.from,
        place.to,
      ),
      again,
    );
    if (chosen === again) this.showAgain(place);
  }
}
