import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import { tokensText, filesText, bytesText } from "../../shared/base/countWords";
import { formatCount } from "../../shared/base/numbers";
import type { TextCount } from "../../workers/tokenService";
import { codeCell, textTable, withoutControls } from "../../shared/base/markdown";
import type { SkipReason } from "./filesBelow";

/** A file as the table names it. */
export interface CountRow extends TextCount {
  readonly path: string;
  /** Address of the file, where a page can lead to it. */
  readonly link?: string | undefined;
}

export interface SkipRow {
  readonly path: string;
  readonly reason: SkipReason;
  readonly detail?: string;
}

/**
 * What was counted, as Markdown that reads well as it is: a table with the most tokens first, the
 * total, and what was left out.
 * @param reading how files were read, a sentence
 */
export function countsTable(
  counted: readonly CountRow[],
  skipped: readonly SkipRow[],
  reading: string,
): string {
  const rows = [...counted].sort((a, b) => b.tokens - a.tokens || byPath(a, b));
  const total = {
    tokens: rows.reduce((sum, { tokens }) => sum + tokens, 0),
    bytes: rows.reduce((sum, { bytes }) => sum + bytes, 0),
  };
  const parts = [`# ${l10n.t("Token counts")}`, summary(total, rows.length), reading];
  if (rows.length > 0) {
    const name = `**${l10n.t("total")}**`;
    parts.push(
      textTable(
        [l10n.t("tokens"), l10n.t("bytes"), l10n.t("bytes per token"), l10n.t("path")],
        [...rows.map((row) => cells(row, linkedPath(row))), cells(total, name)],
      ),
    );
  }
  if (skipped.length > 0) {
    const left = [...skipped].sort((a, b) => a.reason.localeCompare(b.reason) || byPath(a, b));
    parts.push(
      `## ${l10n.t("Left out")}`,
      textTable(
        [l10n.t("why"), l10n.t("path")],
        left.map((row) => [reasonText(row), shownPath(row.path)]),
        "left",
      ),
    );
  }
  return `${parts.join("\n\n")}\n`;
}

function summary({ tokens, bytes }: TextCount, files: number): string {
  if (files === 0) return l10n.t("No file was counted.");
  return l10n.t(
    "{0} in {1}, {2}, {3} bytes per token.",
    tokensText(tokens),
    filesText(files),
    bytesText(bytes),
    ratio(tokens, bytes),
  );
}

/** Why something was left out. */
export function reasonText({ reason, detail }: Omit<SkipRow, "path">): string {
  switch (reason) {
    case "binary":
      return l10n.t("binary file");
    case "excluded":
      return l10n.t("excluded by files.exclude or search.exclude");
    case "folder":
      return l10n.t("folder");
    case "ignored":
      return l10n.t("ignored folder");
    case "ignoreFile":
      return l10n.t("named by .gitignore or .ignore (tokenscope.useIgnoreFiles)");
    case "large":
      return l10n.t("over 50 MB");
    case "link":
      return l10n.t("link to a folder");
    case "special":
      return l10n.t("not a file");
    case "unread":
      return l10n.t("could not be read: {0}", shownText(foreign(detail ?? "", 160)));
  }
}

const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : 1);

const cells = ({ tokens, bytes }: TextCount, name: string): string[] => [
  formatCount(tokens),
  formatCount(bytes),
  ratio(tokens, bytes),
  name,
];

/** Bytes per token; an empty file has none. */
const ratio = (tokens: number, bytes: number): string =>
  tokens === 0 ? "–" : (bytes / tokens).toFixed(2);

const shownPath = (path: string): string => codeCell(withoutControls(path));
/** A link has no sign of Markdown but by its code. */
const linkedPath = ({ path, link }: CountRow): string =>
  link === undefined ? shownPath(path) : `[${shownPath(path)}](${link})`;
const shownText = (text: string): string => withoutControls(text).replace(/[\\|`*_<[]/g, "\\$&");
