import { env, l10n as editorStrings, Uri, workspace, type Webview } from "vscode";
import type { FirstSight } from "../../shared/protocol/firstSight";
import { pageHtml } from "./pageHtml";

/** Makes the panel's page. */
export class PanelPages {
  private script: Promise<string> | undefined;

  /** @param dist the folder of the built files */
  constructor(private readonly dist: Uri) {}

  /**
   * @param kept how a person set parts of the page up, as JSON by the part's name
   * @throws {Error} when the page's script cannot be read
   */
  async page(
    webview: Webview,
    kept: Readonly<Record<string, string>>,
    first: FirstSight | undefined,
  ): Promise<string> {
    const file = (name: string): Uri => Uri.joinPath(this.dist, name);
    return pageHtml({
      language: editorStrings.bundle === undefined ? "en" : env.language,
      strings: editorStrings.bundle,
      source: webview.cspSource,
      nonce: btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16)))),
      icons: webview.asWebviewUri(file("codicon.css")).toString(),
      script: await this.read(file("panel.js")),
      kept,
      first,
    });
  }

  /** Read once; what could not be read is tried again. */
  private async read(file: Uri): Promise<string> {
    this.script ??= Promise.resolve(workspace.fs.readFile(file)).then((bytes) =>
      new TextDecoder().decode(bytes),
    );
    try {
      return await this.script;
    } catch (error) {
      this.script = undefined;
      throw error;
    }
  }
}
