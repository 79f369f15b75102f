import { env, l10n as editorStrings, Uri, type Webview } from "vscode";
import { keptAttribute, stringsAttribute } from "./pageStrings";

/**
 * The panel's page. Nothing may run or load but the extension's own files; document text enters
 * it later, as text.
 * @param kept how a person set parts of the page up, as JSON by the part's name
 */
export function panelPage(
  webview: Webview,
  dist: Uri,
  kept: Readonly<Record<string, string>>,
): string {
  const file = (name: string): string => webview.asWebviewUri(Uri.joinPath(dist, name)).toString();
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data:`,
  ].join("; ");
  return `<!doctype html>
<html lang="${editorStrings.bundle === undefined ? "en" : env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" id="vscode-codicon-stylesheet" href="${file("codicon.css")}">
<title>Tokenscope</title>
</head>
<body>
<tokenscope-panel${stringsAttribute(editorStrings.bundle)}${keptAttribute(kept)}></tokenscope-panel>
<script nonce="${nonce}" src="${file("panel.js")}"></script>
</body>
</html>`;
}
