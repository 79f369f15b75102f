import assert from "node:assert/strict";
import { countsTable } from "../../../../src/views/counts/countsTable";

describe("The table of counts", () => {
  it("has the most tokens first, the total, and what was left out with its reason", () => {
    const text = countsTable(
      [
        { path: "b.txt", tokens: 7, bytes: 28 },
        { path: "src/verdict.txt", tokens: 5145, bytes: 20479 },
        { path: "a.txt", tokens: 7, bytes: 7 },
        { path: "empty.txt", tokens: 0, bytes: 0 },
      ],
      [
        { path: "node_modules", reason: "ignored" },
        { path: "a.png", reason: "binary" },
        { path: "gone.txt", reason: "unread", detail: "no | such file" },
      ],
      "Encoding.",
    );
    assert.equal(
      text,
      `# Token counts

5,159 tokens in 4 files, 20,514 bytes, 3.98 bytes per token.

Encoding.

| tokens |  bytes | bytes per token | path |
| -----: | -----: | --------------: | :-- |
|  5,145 | 20,479 |            3.98 | \`src/verdict.txt\` |
|      7 |      7 |            1.00 | \`a.txt\` |
|      7 |     28 |            4.00 | \`b.txt\` |
|      0 |      0 |               – | \`empty.txt\` |
|  5,159 | 20,514 |            3.98 | **total** |

## Left out

| why                                | path |
| :--------------------------------- | :-- |
| binary file                        | \`a.png\` |
| ignored folder                     | \`node_modules\` |
| could not be read: no \\| such file | \`gone.txt\` |
`,
    );
  });

  it("counts one of anything as one", () => {
    const text = countsTable([{ path: "a.txt", tokens: 1, bytes: 1 }], [], "");
    assert.match(text, /^1 token in 1 file, 1 byte, 1\.00 bytes per token\.$/m);
  });

  it("keeps a line for a file whatever its name holds", () => {
    const text = countsTable([{ path: "a|b`\n<img>.txt", tokens: 1, bytes: 1 }], [], "");
    assert.match(text, /\| ``a\\\|b`\ufffd<img>\.txt`` \|/);
  });

  it("leads to files by their addresses, whatever their names hold", () => {
    const link = "file:///a%20b/%28x%29%7C%5B1%5D.txt";
    const text = countsTable([{ path: "a b/(x)|[1].txt", link, tokens: 1, bytes: 1 }], [], "");
    assert.match(
      text,
      /\| \[`a b\/\(x\)\\\|\[1\]\.txt`\]\(file:\/\/\/a%20b\/%28x%29%7C%5B1%5D\.txt\) \|/,
    );
  });

  it("says that nothing was counted", () => {
    const text = countsTable([], [{ path: "a.png", reason: "binary" }], "");
    assert.match(text, /No file was counted\./);
    assert.doesNotMatch(text, /total/);
  });
});
