import assert from "node:assert/strict";
import { shippedReadme } from "../../../.ci/shippedReadme";
import { root } from "../../../.ci/support/folders";
import { readme, readmeBlocks } from "../../support/readme";

describe("The README that is shipped", () => {
  it("has no picture that lies beside it, and all of its text", () => {
    const picture = (address: string): string =>
      [
        "<picture>",
        `  <source media="(prefers-color-scheme: dark)" srcset="${address}-dark.png">`,
        `  <img alt="A > B" src="${address}-light.png">`,
        "</picture>",
      ].join("\n");
    const text = (...pictures: readonly string[]): string =>
      ["# Name", ...pictures, "Text.", "More."].join("\n\n");
    const online = [picture("https://example.org/a"), "![alt](https://example.org/b.png)"];
    assert.equal(
      shippedReadme(
        text(picture("docs/a"), online[0] ?? "", "![alt](docs/b.png)", online[1] ?? ""),
      ),
      text(...online),
    );
  });

  it("is this project's with its examples, its headings and no picture", () => {
    const whole = readme(root);
    const shipped = shippedReadme(whole);
    assert.doesNotMatch(shipped, /<picture|<img|<source|docs\/pictures|!\[/);
    const headings = (text: string): string[] => text.match(/^#+ .*$/gm) ?? [];
    assert.deepEqual(headings(shipped), headings(whole));
    for (const { code } of readmeBlocks(root)) assert.ok(shipped.includes(code), code);
  });
});
