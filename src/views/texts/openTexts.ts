import { workspace, type NotebookDocument, type TextDocument, type Uri } from "vscode";
import { lengthOf } from "../../text/textDocument";

/** A text as an editor shows it, or a file's bytes that an editor takes for UTF-8. */
export type TextContent = string | Uint8Array<ArrayBuffer>;

/** What is to be read at a place. */
export interface TextSource {
  readonly uri: Uri;
  /** Bytes of the file, or code units of what is open. */
  readonly size: number;
  /** Of an open notebook, how many texts `read` gives; everything else is one. */
  readonly cells?: number;
  /** @throws {Unreadable} */
  read(): Promise<readonly TextContent[]>;
}

/**
 * What editors hold of a place, unsaved edits and all: the text of a document, whether it is a
 * file's or not, or the cells of a notebook. Undefined where nobody has it open.
 */
export function openTexts(uri: Uri): TextSource | undefined {
  const document = openDocument(uri);
  if (document !== undefined) return documentSource(document);
  const notebook = workspace.notebookDocuments.find((each) => isSame(each.uri, uri));
  return notebook && notebookSource(notebook);
}

export function documentSource(document: TextDocument): TextSource {
  return {
    uri: document.uri,
    size: lengthOf(document),
    read: async () => [document.getText()],
  };
}

function notebookSource(notebook: NotebookDocument): TextSource {
  const documents = notebook.getCells().map(({ document }) => document);
  return {
    uri: notebook.uri,
    size: documents.reduce((sum, document) => sum + lengthOf(document), 0),
    cells: documents.length,
    read: async () => documents.map((document) => document.getText()),
  };
}

function openDocument(uri: Uri): TextDocument | undefined {
  return workspace.textDocuments.find((each) => isSame(each.uri, uri));
}

function isSame(one: Uri, other: Uri): boolean {
  // Cheap, and different for nearly all.
  return one.path === other.path && one.toString() === other.toString();
}
