import type { StringBundle } from "../../shared/base/strings";
import { writeFirstSight, type FirstSight } from "../../shared/protocol/firstSight";

/** What the panel's page is made of. */
export interface PageParts {
  /** BCP 47. */
  readonly language: string;
  /** Whatever the page shows in another language than English. */
  readonly strings: StringBundle | undefined;
  /** Where files of the extension come from, as a source of a Content Security Policy. */
  readonly source: string;
  /** Used once, by the script that stands in the page. */
  readonly nonce: string;
  /** Address of the icons' style sheet, which the page loads when it has been painted. */
  readonly icons: string;
  /** The page's script, which may come from the build alone. */
  readonly script: string;
  /** How a person set parts of the page up, as JSON by the part's name. */
  readonly kept: Readonly<Record<string, string>>;
  /** What the page is to show at first, as far as it is known. */
  readonly first: FirstSight | undefined;
}

/** What a page may load and run: the extension's own files, and the one script that stands in it. */
function pagePolicy(nonce: string, source: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    `font-src ${source}`,
    `img-src ${source} data:`,
  ].join("; ");
}

/**
 * The panel's page. Its script stands in it, as each file that VS Code has to hand out takes as
 * long as drawing the page. Document text stands in an attribute, which is never script nor markup.
 */
export function pageHtml(parts: PageParts): string {
  const { language, nonce, source, strings, kept, first, icons, script } = parts;
  const attributes = [
    ...(strings === undefined ? [] : [attribute("data-strings", JSON.stringify(strings))]),
    ...(Object.keys(kept).length === 0 ? [] : [attribute("data-kept", JSON.stringify(kept))]),
    ...(first === undefined ? [] : [attribute("data-first", writeFirstSight(first))]),
  ];
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(pagePolicy(nonce, source))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link id="vscode-codicon-stylesheet" data-href="${escapeHtml(icons)}">
<title>Tokenscope</title>
</head>
<body>
<tokenscope-panel${attributes.join("")}></tokenscope-panel>
<script nonce="${nonce}">${inScript(script)}</script>
</body>
</html>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  '"': "&quot;",
  "<": "&lt;",
  ">": "&gt;",
};

const attribute = (name: string, value: string): string => ` ${name}="${escapeHtml(value)}"`;

function escapeHtml(text: string): string {
  return text.replace(/[&"<>]/g, (character) => ENTITIES[character] ?? character);
}

/**
 * A script as it may stand between tags: what would end it there, or begin another, stands in its
 * strings and patterns alone, where the escape is the same character.
 */
export function inScript(script: string): string {
  return script.replace(/<(?=\/?script|!--)/gi, "\\x3c");
}
