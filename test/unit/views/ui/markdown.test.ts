import assert from "node:assert/strict";
import { codeCell, codeSpan } from "../../../../src/shared/base/markdown";
import { plain, shorten, table } from "../../../../src/views/ui/markdown";
import { visible } from "../../../../src/shared/base/tokenLabel";
import { randomText } from "../../../support/hardText";
import { seeded } from "../../../support/random";

const SEED = 411;
const SIGNS = ["`", "``", "|", "\\", "\\|", "<b>", "[x](y)", "**", "&lt;", "$(alert)", "שלום", "a"];

describe("Text in a hover's Markdown", () => {
  it("stays as it is in a code span, whatever signs it holds", () => {
    for (const text of texts()) assert.equal(readSpans(codeSpan(text)), text, text);
  });

  it("stays as it is, and in one cell, in a table", () => {
    for (const text of texts()) {
      const [, , row = ""] = table(["one", "two"], [[codeCell(text), "end"]]).split("\n");
      const cells = cellsOf(row);
      assert.deepEqual([cells.length, cells[1]], [2, "end"], text);
      assert.equal(readSpans(cells[0]!), text);
    }
  });

  it("is nothing for no text", () => {
    assert.equal(codeSpan(""), "");
    assert.equal(codeCell(""), "");
  });

  it("is no markup where it is plain", () => {
    const text = "a_b*c* [x](command:y) <b> `z` | $(alert) \\ https://x.y\nnext";
    const shown = plain(text);
    assert.doesNotMatch(shown, /[_*[\]<>`|\\:\n]/);
    const decoded = shown.replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
    assert.equal(decoded, text.replace("\n", " "));
  });

  it("from right to left does not turn what stands around it", () => {
    assert.equal(codeSpan("של"), "\u2068`של`\u2069");
  });

  it("is cut in its middle when it is long, and never inside a character", () => {
    assert.equal(shorten("a".repeat(40)), "a".repeat(40));
    assert.equal(shorten("👋".repeat(41)), `${"👋".repeat(28)}…${"👋".repeat(8)}`);
  });
});

/** Visible texts: no white space and no control characters. */
function* texts(): Generator<string> {
  const random = seeded(SEED);
  for (let count = 0; count < 3000; count++) {
    const signs = Array.from({ length: 1 + random(6) }, () => SIGNS[random(SIGNS.length)] ?? "");
    yield visible(signs.join("") + randomText(random, 2));
  }
}

/** Code spans as CommonMark reads them; between them only what has no width may stand. */
function readSpans(markdown: string): string {
  let text = "";
  let rest = markdown.replaceAll("&#8203;", "\u200b");
  while (rest !== "") {
    const [fence] = /^`+/.exec(rest) ?? [];
    if (fence === undefined) {
      assert.match(rest, /^[\u200b\u2068\u2069]/, markdown);
      rest = rest.slice(1);
      continue;
    }
    const closing = new RegExp(`(?<!\`)${fence}(?!\`)`, "g");
    closing.lastIndex = fence.length;
    const end = closing.exec(rest);
    assert.ok(end, markdown);
    const inner = rest.slice(fence.length, end.index);
    text += /^ .* $/u.test(inner) ? inner.slice(1, -1) : inner;
    rest = rest.slice(end.index + fence.length);
  }
  return text;
}

/** Cells of a row, as GitHub's tables and VS Code cut them: at bars without a backslash before. */
function cellsOf(row: string): string[] {
  const cells: string[] = [];
  let cell = "";
  for (let at = 0; at < row.length; at++) {
    const before = /\\*$/.exec(row.slice(0, at))?.[0].length ?? 0;
    if (row[at] === "|" && before % 2 === 0) {
      cells.push(cell);
      cell = "";
    } else cell += row.charAt(at);
  }
  return cells.slice(1).map((each) => each.trim().replaceAll("\\|", "|"));
}
