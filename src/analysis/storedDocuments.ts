import {
  Disposable,
  EventEmitter,
  FilePermission,
  FileSystemError,
  FileType,
  Uri,
  workspace,
  type FileStat,
  type FileSystemProvider,
  type TextDocument,
} from "vscode";
import type { DifferentTokens } from "../dataset/check/encodedAgain";
import * as readers from "../shared/base/readers";
import type { Reading } from "../tokens/document/tokenDocument";
import type { StoredTokens } from "../tokens/encode/storedEncoder";
import type { OpenDocuments } from "./openDocuments";

/** Texts of stored tokens. The manifest names it: a window that shows one again starts us. */
const STORED_SCHEME = "tokenscope-stored";
/** Texts that are kept though nobody has them open: VS Code may ask for one again. */
const KEPT = 4;
/** Says that a text is UTF-8, whatever files.encoding is. */
const BYTE_ORDER_MARK = "\uFEFF";

/** Which tokens a document shows. Its address has all of it, so that it outlives the window. */
export interface StoredPlace {
  /** Of the set's file. */
  readonly path: string;
  /** What it is read with: a name, or the path of a tokenizer file. */
  readonly encoding: string;
  readonly from: number;
  readonly to: number;
  /** When the file was written, ms: of one that has changed there is another document. */
  readonly written: number;
}

const readPlace = readers.record({
  path: readers.text,
  encoding: readers.text,
  from: readers.count,
  to: readers.count,
  written: readers.number,
});

/** What is shown of a place. */
export interface StoredContents extends Omit<StoredTokens, "key"> {
  /** Without characters that VS Code reads as another line end than LF, or as a binary file's. */
  readonly text: string;
  /** Of what made the tokens. */
  readonly reading: Omit<Reading, "stored">;
  readonly different: readonly DifferentTokens[];
  /** When the file was written of which this was read, ms; undefined where that is not known. */
  readonly written: number | undefined;
}

/** What a document shows. */
interface Shown {
  readonly place: StoredPlace;
  readonly written: number | undefined;
  readonly different: readonly DifferentTokens[];
}

interface Held {
  readonly place: StoredPlace;
  readonly contents: Promise<StoredContents>;
  /** Once it is there. */
  reading?: Reading;
  shown?: Shown;
}

/**
 * Read-only documents whose tokens are those that somebody stored. Their text is what the tokens
 * stand for, and their reading brings the tokens along.
 */
export class StoredDocuments implements FileSystemProvider, Disposable {
  private readonly changed = new EventEmitter<never>();
  /** Never: of a file that has changed there is another document. */
  readonly onDidChangeFile = this.changed.event;
  /** By address, the oldest first. */
  private readonly held = new Map<string, Held>();
  private made = 0;
  private load: ((place: StoredPlace) => Promise<StoredContents>) | undefined;
  private readonly registration: Disposable;

  constructor(private readonly documents: OpenDocuments) {
    this.registration = workspace.registerFileSystemProvider(STORED_SCHEME, this, {
      isReadonly: true,
      isCaseSensitive: true,
    });
  }

  /** @param load reads what a document shows, now or once its window is loaded anew */
  readBy(load: (place: StoredPlace) => Promise<StoredContents>): void {
    this.load = load;
  }

  /**
   * @param name of the document
   * @throws {Error} where the tokens cannot be read
   */
  async address(place: StoredPlace, name: (contents: StoredContents) => string): Promise<Uri> {
    const query = JSON.stringify(place);
    const contents = this.reading(place);
    const uri = Uri.from({ scheme: STORED_SCHEME, path: `/${name(await contents)}`, query });
    if (!this.held.has(uri.toString())) await this.hold(uri, place, contents).contents;
    this.forget();
    return uri;
  }

  /** Some document was opened. */
  get onDidOpen(): OpenDocuments["onDidOpen"] {
    return this.documents.onDidOpen;
  }

  /** Some document was closed. */
  get onDidClose(): OpenDocuments["onDidClose"] {
    return this.documents.onDidClose;
  }

  /** Undefined for any other document. */
  readingOf({ uri }: Pick<TextDocument, "uri">): Reading | undefined {
    return this.heldBy(uri)?.reading;
  }

  /** Undefined for any other document. */
  shownBy({ uri }: Pick<TextDocument, "uri">): Shown | undefined {
    return this.heldBy(uri)?.shown;
  }

  async stat(uri: Uri): Promise<FileStat> {
    const { place, contents } = this.at(uri);
    const { length } = bytesOf(await contents);
    const when = { ctime: place.written, mtime: place.written };
    return { type: FileType.File, ...when, size: length, permissions: FilePermission.Readonly };
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    return bytesOf(await this.at(uri).contents);
  }

  watch(): Disposable {
    return new Disposable(() => undefined);
  }

  readDirectory(): [string, FileType][] {
    return [];
  }

  createDirectory(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  delete(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  rename(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
    this.held.clear();
  }

  private heldBy(uri: Uri): Held | undefined {
    return uri.scheme === STORED_SCHEME ? this.held.get(uri.toString()) : undefined;
  }

  /** What is held, or is read now: a window that was loaded anew shows its documents again. */
  private at(uri: Uri): Held {
    const held = this.held.get(uri.toString());
    if (held !== undefined) return held;
    let place: StoredPlace;
    try {
      place = readPlace(JSON.parse(uri.query), "place");
    } catch {
      throw FileSystemError.FileNotFound(uri);
    }
    return this.hold(uri, place, this.reading(place));
  }

  private async reading(place: StoredPlace): Promise<StoredContents> {
    if (this.load === undefined) throw FileSystemError.Unavailable(place.path);
    return this.load(place);
  }

  private hold(uri: Uri, place: StoredPlace, contents: Promise<StoredContents>): Held {
    const address = uri.toString();
    const held: Held = {
      place,
      contents: contents.then((found) => {
        const { ids, starts, ends } = found;
        const stored = { key: String(++this.made), ids, starts, ends };
        held.reading = { ...found.reading, stored };
        held.shown = { place, written: found.written, different: found.different };
        return found;
      }),
    };
    this.held.set(address, held);
    // The next who asks tries again.
    held.contents.catch(() => this.held.delete(address));
    return held;
  }

  private forget(): void {
    for (const address of this.held.keys()) {
      if (this.held.size <= KEPT) return;
      if (this.documents.at(address) === undefined) this.held.delete(address);
    }
  }
}

const bytesOf = ({ text }: StoredContents): Uint8Array =>
  new TextEncoder().encode(`${BYTE_ORDER_MARK}${text}`);
