import {
  commands,
  DocumentLink,
  languages,
  Position,
  Range,
  Uri,
  window,
  workspace,
  type Disposable,
  type TextDocument,
} from "vscode";
import { COUNTS_SCHEME } from "../../analysis/lastEditor";
import { linkCommand } from "../ui/command";

/** Results that are kept: VS Code may ask for one again when its preview comes back into view. */
const KEPT = 16;

/** A command of the links in a page that is shown as text. VS Code keeps such names to itself. */
const SHOW_PLACE = "_tokenscope.showPlace";
/** A place as tables name it, line and column from 1, before the text that stands there. */
const PLACE = / (\d+):(\d+) `/;

interface Page {
  readonly text: string;
  /** What its places are of, where a preview's links could not lead there. */
  readonly of: Uri | undefined;
}

/** Results of counting as read-only documents, which nobody is asked to save. */
export class CountsDocuments implements Disposable {
  /** By address, the oldest first. */
  private readonly pages = new Map<string, Page>();
  private made = 0;
  private readonly parts: readonly Disposable[];

  constructor() {
    this.parts = [
      workspace.registerTextDocumentContentProvider(COUNTS_SCHEME, {
        provideTextDocumentContent: (uri) => this.pages.get(uri.toString())?.text,
      }),
      languages.registerDocumentLinkProvider(
        { scheme: COUNTS_SCHEME },
        { provideDocumentLinks: (document) => this.placesIn(document) },
      ),
      linkCommand(SHOW_PLACE, showPlace),
    ];
  }

  /**
   * @param name of the page
   * @param text Markdown
   * @param of what the places are of that it names without a link
   */
  add(name: string, text: string, of?: Uri): Uri {
    const uri = Uri.from({
      scheme: COUNTS_SCHEME,
      path: `/${name}.md`,
      query: String(++this.made),
    });
    this.pages.set(uri.toString(), { text, of });
    const [oldest] = this.pages.keys();
    if (this.pages.size > KEPT && oldest !== undefined) this.pages.delete(oldest);
    return uri;
  }

  /** As a page: what wraps in the middle of a row, as an editor would, is hard to read. */
  async show(uri: Uri): Promise<void> {
    try {
      if (this.pages.get(uri.toString())?.of === undefined) {
        await commands.executeCommand("markdown.showPreview", uri);
        return;
      }
    } catch {
      // Where somebody has turned VS Code's own Markdown extension off, the text is still readable.
    }
    await window.showTextDocument(await workspace.openTextDocument(uri), { preview: false });
  }

  dispose(): void {
    for (const part of this.parts) part.dispose();
    this.pages.clear();
  }

  private placesIn(document: TextDocument): DocumentLink[] {
    const of = this.pages.get(document.uri.toString())?.of;
    if (of === undefined) return [];
    return Array.from({ length: document.lineCount }, (_, line) => {
      const [found, row = "", column = ""] = PLACE.exec(document.lineAt(line).text) ?? [];
      if (found === undefined) return [];
      const start = document.lineAt(line).text.indexOf(found) + 1;
      const range = new Range(line, start, line, start + `${row}:${column}`.length);
      const place = [of.toString(), Number(row) - 1, Number(column) - 1];
      const query = encodeURIComponent(JSON.stringify([place]));
      return [new DocumentLink(range, Uri.parse(`command:${SHOW_PLACE}?${query}`))];
    }).flat();
  }
}

async function showPlace(argument: unknown): Promise<void> {
  const [address, line, column] = argument as [string, number, number];
  const position = new Position(line, column);
  await window.showTextDocument(Uri.parse(address), { selection: new Range(position, position) });
}
