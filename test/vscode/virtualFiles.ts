import * as vscode from "vscode";

/** Texts that lie in no disk's file: a file system, and a provider of read-only documents. */
export class VirtualFiles implements vscode.FileSystemProvider, vscode.TextDocumentContentProvider {
  private readonly contents = new Map<string, Uint8Array>();
  private readonly files = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  private readonly documents = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChangeFile = this.files.event;
  readonly onDidChange = this.documents.event;
  private readonly texts = new Map<string, string>();
  private changes = 0;

  /** Puts a text at a place, and tells whoever shows it. */
  put(scheme: string, path: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path });
    this.texts.set(uri.toString(), text);
    this.writeFile(uri, new TextEncoder().encode(text));
    this.documents.fire(uri);
    return uri;
  }

  /** As it was put: bytes could not hold a lone surrogate. */
  provideTextDocumentContent(uri: vscode.Uri): string | undefined {
    return this.texts.get(uri.toString());
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const size = this.readFile(uri).length;
    return { type: vscode.FileType.File, ctime: 0, mtime: this.changes, size };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const content = this.contents.get(uri.toString());
    if (content === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return content;
  }

  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    this.changes++;
    this.contents.set(uri.toString(), content);
    this.files.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): void {
    this.contents.delete(uri.toString());
  }

  rename(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }
}
