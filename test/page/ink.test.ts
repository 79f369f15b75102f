import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { visible } from "../../src/shared/base/tokenLabel";
import { launchBrowser } from "../../.ci/support/browser";

/** Scripts of thousands of signs, of which every so many are looked at. */
const LARGE = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Tangut}]/u;
const EVERY = 61;
const AT_ONCE = 5000;

describe("A token's label", () => {
  let browser: Browser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  it("leaves ink in a browser, whatever character it is of", async () => {
    const labels: string[] = [];
    for (let code = 0; code <= 0x10ffff; code++) {
      const character = String.fromCodePoint(code);
      if (/[\p{Co}\p{Cn}\p{Cs}]/u.test(character) && code > 0xffff) continue;
      if (LARGE.test(character) && code % EVERY !== 0) continue;
      labels.push(visible(character));
    }
    const page = await browser.newPage();
    for (let from = 0; from < labels.length; from += AT_ONCE) {
      const blank = await page.evaluate(
        (some) => {
          const context = document.createElement("canvas").getContext("2d")!;
          context.font = "24px monospace";
          return some.filter((label) => {
            const box = context.measureText(label);
            const width = box.actualBoundingBoxLeft + box.actualBoundingBoxRight;
            return width <= 0 || box.actualBoundingBoxAscent + box.actualBoundingBoxDescent <= 0;
          });
        },
        labels.slice(from, from + AT_ONCE),
      );
      assert.deepEqual(blank, []);
    }
    // The browser itself shows that the test can fail.
    const bare = await page.evaluate(() => {
      const { actualBoundingBoxLeft, actualBoundingBoxRight } = document
        .createElement("canvas")
        .getContext("2d")!
        .measureText("\ufe0f");
      return actualBoundingBoxLeft + actualBoundingBoxRight;
    });
    assert.equal(bare, 0);
  });
});
