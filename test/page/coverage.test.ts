import assert from "node:assert/strict";
import type { PanelPage } from "../support/panelPage";
import { BOOK_LENGTH, readyState } from "../support/panelStates";
import { lastCall, panelTests, SCREENSHOTS, withPanel } from "../support/panelTests";
import { THEMES } from "../support/panelTheme";
import type { ThemeName } from "../support/panelTheme";
import { until } from "../../.ci/support/until";

const strip = ({ page }: PanelPage) => page.getByRole("slider", { name: "Coverage" });
const words = ({ page }: PanelPage) => page.locator("coverage-strip .words");

/** Middles of the lanes, CSS pixels from the top. */
const MIDDLES = { inputs: 8, targets: 15, unused: 21 } as const;

/** For each column of a lane how colourful it is. An empty lane is grey. */
async function lane({ page }: PanelPage, name: keyof typeof MIDDLES): Promise<number[]> {
  const bytes = await page.locator("coverage-strip .lanes").evaluate((element, middle) => {
    const canvas = element as HTMLCanvasElement;
    const y = Math.floor((middle * canvas.height) / canvas.clientHeight);
    return [...canvas.getContext("2d")!.getImageData(0, y, canvas.width, 1).data];
  }, MIDDLES[name]);
  return Array.from({ length: bytes.length / 4 }, (_, at) => {
    const colours = bytes.slice(4 * at, 4 * at + 3);
    return Math.max(...colours) - Math.min(...colours);
  });
}

/** A lane's columns once it is painted. */
const painted = (panel: PanelPage, name: keyof typeof MIDDLES): Promise<number[]> =>
  until("painted lane", async () => {
    const found = await lane(panel, name);
    return found.some((spread) => spread > COLOURFUL) ? found : undefined;
  });

const COLOURFUL = 60;

describe("The coverage strip", () => {
  panelTests();

  it("shows what drop_last leaves out at the end, and every other token as input and target", () =>
    withPanel({}, async (panel) => {
      await strip(panel).waitFor();
      const unused = await until("unused tokens at the end", async () => {
        const found = await lane(panel, "unused");
        return (found.at(-1) ?? 0) > COLOURFUL ? found : undefined;
      });
      const first = unused.findIndex((spread) => spread > COLOURFUL);
      // Tokens 5,121 and on are in no batch's window.
      const before = Math.floor((first * BOOK_LENGTH) / unused.length);
      const behind = Math.floor(((first + 1) * BOOK_LENGTH) / unused.length);
      assert.ok(before <= 5121 && 5121 < behind, String([before, behind]));
      const inputs = await painted(panel, "inputs");
      assert.ok(inputs.slice(0, first - 1).every((spread) => spread > COLOURFUL));
      assert.ok((inputs.at(-1) ?? 99) < 30);
    }));

  it("shows in the middle what a shuffled order leaves out", () =>
    // The fake host's order of seed 123 ends with the samples 128 to 123.
    withPanel({ state: readyState(BOOK_LENGTH, {}, { shuffle: true }) }, async (panel) => {
      await strip(panel).waitFor();
      const unused = await painted(panel, "unused");
      const marked = unused.flatMap((spread, at) => (spread > COLOURFUL ? [at] : []));
      const column = (token: number) => Math.floor((token * unused.length) / BOOK_LENGTH);
      // Token 492 is the last target of sample 122, 516 the first input of sample 129.
      const [first, last] = [column(493), column(515)];
      const expected = Array.from({ length: last - first + 1 }, (_, i) => first + i);
      assert.deepEqual(marked, expected);
    }));

  it("keeps a pixel for one unused token among thousands, at every scale", async () => {
    const odd = readyState(3_000_011, {}, { maxLength: 500_000, stride: 500_002, dropLast: false });
    for (const scale of [1, 2]) {
      await withPanel({ state: odd, scale }, async (panel) => {
        await strip(panel).waitFor();
        await until("five marks", async () => {
          const marks = (await lane(panel, "unused")).filter((spread) => spread > COLOURFUL);
          return marks.length === 5;
        });
      });
    }
  });

  it("tells what is under the pointer, and a click chooses it", () =>
    withPanel({}, async (panel) => {
      const box = (await strip(panel).boundingBox())!;
      const x = (1204 / BOOK_LENGTH) * box.width;
      await strip(panel).hover({ position: { x, y: 12 } });
      await words(panel)
        .getByText(/^tokens 1,20\d to 1,2\d\d: inputs once, targets once$/)
        .waitFor();
      await strip(panel).click({ position: { x, y: 12 } });
      const [choice] = (await lastCall(panel, "select")) as [{ kind: string; index: number }];
      assert.equal(choice.kind, "token");
      assert.ok(Math.abs(choice.index - 1204) <= 6, String(choice.index));
      await panel.page
        .locator(`token-pane [data-token="${String(choice.index)}"][aria-selected="true"]`)
        .waitFor();
      // A click into the lane of unused tokens chooses one of them, not its used neighbour.
      await strip(panel).click({
        position: { x: (5121.5 / BOOK_LENGTH) * box.width, y: MIDDLES.unused },
      });
      assert.deepEqual(await lastCall(panel, "select", 2), [{ kind: "token", index: 5121 }]);
    }));

  it("is a slider for keys, which tells in words where they are", () =>
    withPanel({}, async (panel) => {
      const { page } = panel;
      const says = (text: RegExp) =>
        until(`value ${String(text)}`, async () =>
          text.test((await strip(panel).getAttribute("aria-valuetext")) ?? ""),
        );
      await page.locator("window-pane .scroller").waitFor();
      // The control before it.
      await page.getByRole("button", { name: "Next batch" }).focus();
      await page.keyboard.press("Tab");
      await says(/^tokens [2-6] to \d+: inputs once, targets once$/);
      await words(panel).waitFor();
      await page.keyboard.press("End");
      await says(/^tokens 5,1\d\d to 5,144: in no window$/);
      await page.keyboard.press("Home");
      await page.keyboard.press("Shift+ArrowRight");
      await page.keyboard.press("Shift+ArrowLeft");
      await says(/^token \d: an input once, a target once$/);
      await page.keyboard.press("PageUp");
      await says(/^tokens 5\d\d to 5\d\d: /);
      const now = Number(await strip(panel).getAttribute("aria-valuenow"));
      assert.deepEqual(await panel.calls("select"), []);
      await page.keyboard.press("Enter");
      assert.deepEqual(await lastCall(panel, "select"), [{ kind: "token", index: now }]);
      await page.keyboard.press("Escape");
      await words(panel).waitFor({ state: "detached" });
    }));

  it("counts windows that hold two documents, and marks where the second one starts", () => {
    const state = readyState();
    assert.ok(state.document.kind === "ready");
    const { version, ...rest } = state.document;
    return withPanel({ state }, async (panel) => {
      const note = panel.page.locator("coverage-strip .notes");
      await note.getByText(/windows/).waitFor();
      assert.doesNotMatch(await note.innerText(), /two documents/);
      // Documents start at the first token of a window of four, and within two others.
      const starts = async (places: number[], more: number): Promise<void> => {
        await panel.page.evaluate((all) => {
          fakeHost.documentStarts = all;
        }, places);
        await panel.show({ ...state, document: { ...rest, version: version + more } });
      };
      await starts([1000, 2001], 1);
      await note.getByText("1 window holds two documents").waitFor();
      const marked = () =>
        panel.page.locator("coverage-strip .marks").evaluate((element, middle) => {
          const canvas = element as HTMLCanvasElement;
          const y = Math.floor((middle * canvas.height) / canvas.clientHeight);
          const { data } = canvas.getContext("2d")!.getImageData(0, y, canvas.width, 1);
          const columns = Array.from({ length: canvas.width }, (_, x) => data[4 * x + 3] ?? 0);
          return { width: canvas.width, columns: columns.flatMap((a, x) => (a > 0 ? [x] : [])) };
        }, MIDDLES.targets);
      const { width, columns } = await marked();
      const column = Math.floor((2001 * width) / BOOK_LENGTH);
      assert.ok(columns.includes(column) || columns.includes(column + 1), String(columns));
      assert.ok(
        columns.every((x) => Math.abs(x - column) < 5),
        String(columns),
      );
      await starts([1001, 2001, 2002], 2);
      await note.getByText("2 windows hold two documents").waitFor();
      await strip(panel).hover({ position: { x: 200, y: 12 } });
      await words(panel).getByText("another document starts in a window").waitFor();
      await starts([], 3);
      await note.getByText("two documents").waitFor({ state: "detached" });
      await words(panel).getByText("another document").waitFor({ state: "detached" });
    });
  });

  it("shows a text of one token, which no window holds", () =>
    withPanel({ state: readyState(1, { window: undefined, token: 0 }) }, async (panel) => {
      await until("unused everywhere", async () =>
        (await lane(panel, "unused")).every((spread) => spread > COLOURFUL),
      );
      assert.equal(await strip(panel).getAttribute("aria-valuetext"), "token 0: in no window");
    }));

  it("follows the options and the theme", () =>
    withPanel({}, async (panel) => {
      await panel.page.locator('[name="stride"]').fill("1");
      // What the colors mean is told beside the place that is pointed at.
      await strip(panel).hover();
      await words(panel)
        .getByText(/up to 4 times/)
        .waitFor();
      const before = await painted(panel, "inputs");
      await panel.page.evaluate((name) => {
        document.body.className = name;
      }, THEMES["high-contrast-light"]);
      await until(
        "other colours",
        async () => String(await lane(panel, "inputs")) !== String(before),
      );
    }));

  it("looks right in every theme", async () => {
    const gaps = readyState(BOOK_LENGTH, {}, { stride: 7 });
    const short = readyState(23, { token: 6 }, { stride: 6, dropLast: false });
    const [maxLength, stride] = [256, 64];
    const overlap = readyState(BOOK_LENGTH, { token: 1300, window: 10 }, { maxLength, stride });
    await withPanel({ state: gaps, height: 420 }, async (panel) => {
      const before = new Set<string>();
      for (const theme of Object.keys(THEMES) as ThemeName[]) {
        await panel.page.evaluate((name) => {
          document.body.className = name;
        }, THEMES[theme]);
        for (const [name, state] of Object.entries({ gaps, short, overlap })) {
          await panel.show(state);
          // Each theme has a picture of its own of each state.
          await until("another picture", async () => {
            const shown = String(await lane(panel, "inputs"));
            return !before.has(shown) && before.add(shown);
          });
          await panel.page.screenshot({ path: `${SCREENSHOTS}/coverage-${theme}-${name}.png` });
        }
      }
    });
  });

  it("fits a panel 400 pixels wide at twice the size", () =>
    withPanel({ width: 400, height: 800, scale: 2 }, async (panel) => {
      await painted(panel, "inputs");
      await strip(panel).hover({ position: { x: 350, y: 12 } });
      await words(panel).waitFor();
      const frame = (await words(panel).boundingBox())!;
      assert.ok(frame.x >= 0 && frame.x + frame.width <= 400);
      await panel.page.screenshot({ path: `${SCREENSHOTS}/coverage-narrow.png` });
    }));
});
