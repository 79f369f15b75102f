import assert from "node:assert/strict";
import type { PanelState } from "../../src/shared/protocol/panelState";
import { coverageProblem, loaderNotes } from "../../src/windows/coverageWords";
import { until } from "../../.ci/support/until";
import { TOKEN_ROW } from "../../webview/base/cellSizes";
import { book, flaws, LOW, PAGES, scrolled } from "../support/firstLook";
import type { PanelPage } from "../support/panelPage";
import { BOOK_LENGTH, readyState } from "../support/panelStates";
import { panelTests, SCREENSHOTS, withPanel } from "../support/panelTests";

/** Something that the page may have to say, and how it comes to say it. */
interface Case {
  readonly name: string;
  readonly says: RegExp;
  readonly state?: PanelState;
  readonly act?: (panel: PanelPage) => Promise<unknown>;
}

const LONG_MESSAGE =
  "The model file /home/somebody/models/a-folder-with-a-long-name/model.safetensors could not be read: " +
  "its table “wte.weight” ends at byte 154,389,504, but the file has 98,304 bytes. Download it again.";

/** What is told of options that lose tokens, or that leave nothing. */
function loaderState(options: { maxLength: number; stride: number }): PanelState {
  const state = readyState(BOOK_LENGTH, {}, options);
  const coverage = {
    tokenCount: BOOK_LENGTH,
    ...state.loader.options,
    contextLength: 1024,
  };
  const problem = coverageProblem(coverage);
  const loader = { ...state.loader, notes: loaderNotes(coverage), problem };
  return { ...state, loader, ...(problem === undefined ? {} : { window: undefined }) };
}

const find =
  (entry: string, kind = "text") =>
  async ({ page }: PanelPage): Promise<void> => {
    await page.locator("token-pane .token .id").first().waitFor();
    await page.locator('[name="findKind"]').selectOption(kind);
    await page.locator('[name="find"]').fill(entry);
    await page.locator('[name="find"]').press("Enter");
  };

const { model } = readyState();
const info = model.kind === "ready" ? model.info : undefined;

const CASES: readonly Case[] = [
  { name: "a text that was found", says: /\d of 161.*in 2 tokens/, act: find("ght Ja") },
  { name: "an id out of range", says: /There is no id 99,999/, act: find("99999", "id") },
  {
    name: "a model file that is not loaded",
    says: /not trusted/,
    state: {
      ...book(),
      modelNote: "This workspace is not trusted, so its model file is not loaded.",
    },
  },
  {
    name: "ids of another vocabulary",
    says: /beyond the vocabulary/,
    state: {
      ...book(),
      idNotice: "3 of these numbers are beyond the vocabulary's 50,257 ids: [50257, 60000, 99999].",
    },
  },
  {
    name: "a worker that stopped",
    says: /it crashed \(SIGBUS\)/,
    state: {
      ...book(),
      model: {
        kind: "stopped",
        message: "The vector worker stopped: it crashed (SIGBUS). The next use starts it again.",
        info,
      },
    },
  },
  {
    name: "a model that is built",
    says: /building 42 %/,
    state: {
      ...book(),
      model: { kind: "building", name: "seeded 7", seed: 7, share: 0.425 },
    },
  },
  {
    name: "a model that failed",
    says: /ends at byte 154,389,504/,
    state: { ...book(), model: { kind: "failed", message: LONG_MESSAGE } },
  },
  {
    name: "tokens that are lost",
    says: /in no window/,
    state: loaderState({ maxLength: 4, stride: 7 }),
  },
  {
    name: "windows that are too long",
    says: /Choose at most/,
    state: loaderState({ maxLength: 5145, stride: 4 }),
  },
  {
    name: "a stride of 0",
    says: /The option stride is 0/,
    act: ({ page }) => page.locator('[name="stride"]').fill("0"),
  },
  {
    name: "no document",
    says: /Open a text file/,
    state: readyState(0, {
      document: { kind: "none", message: "Open a text file to see its tokens." },
    }),
  },
  {
    name: "a document that failed",
    says: /ends at byte/,
    state: readyState(0, {
      document: { kind: "failed", key: "odd", name: "odd.txt", message: LONG_MESSAGE },
    }),
  },
  {
    name: "vectors that could not be had",
    says: /vectors failed on purpose/,
    act: async (panel) => {
      await panel.page.evaluate(() => fakeHost.failing.add("vectors"));
      await panel.show({ ...book(), window: 9 });
    },
  },
];

/**
 * Of the element that says it: whether it is wholly in the page and nothing lies over it, and how
 * much of it its own box cuts off. Of elements that hold one another it is the inner one.
 */
async function seen(panel: PanelPage, sentence: RegExp): Promise<string[]> {
  const said = panel.page
    .getByText(sentence)
    .and(panel.page.locator(":visible:not(.heard)"))
    .last();
  await said.waitFor();
  return said.evaluate((element) => {
    const wrong: string[] = [];
    // A sentence of more lines than it may have tells the rest under the mouse.
    const told = element.closest("[title]")?.getAttribute("title") ?? "";
    if (told.includes(element.textContent.trim())) return wrong;
    const range = document.createRange();
    range.selectNodeContents(element);
    for (const { left, top, right, bottom } of range.getClientRects()) {
      if (left < -0.5 || top < -0.5 || right > innerWidth + 0.5 || bottom > innerHeight + 0.5)
        wrong.push(`beyond the page: ${[left, top, right, bottom].map(Math.round).join()}`);
      let at: Element | null = null;
      for (let root: Document | ShadowRoot | null = document; root !== null;) {
        const deeper: Element | null = root.elementFromPoint(
          (left + right) / 2,
          (top + bottom) / 2,
        );
        if (deeper?.getRootNode() !== root) break;
        at = deeper;
        root = deeper.shadowRoot;
      }
      if (at === null || !(element.contains(at) || at.contains(element)))
        wrong.push(`beneath ${at?.localName ?? "nothing"} ${at?.className ?? ""}`);
    }
    if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
      wrong.push("cut by its own box");
    return wrong;
  });
}

/** Rows of tokens that there is room for. */
const rowsInView = async ({ page }: PanelPage): Promise<number> => {
  const box = await page.locator("token-pane .scroller").boundingBox();
  return box === null ? NaN : box.height / TOKEN_ROW;
};

/** Gives the page another size, and comes once it has drawn what follows from that. */
async function resized(
  { page }: PanelPage,
  size: { readonly width: number; readonly height: number },
): Promise<void> {
  await page.setViewportSize(size);
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(resolve));
      }),
  );
}

describe("Whatever the page says", () => {
  panelTests();

  for (const { name, says, state, act } of CASES) {
    it(`of ${name} is whole at every size, with all the rest`, () =>
      withPanel({ ...PAGES[0], state: state ?? book() }, async (panel) => {
        await act?.(panel);
        for (const { width, height } of [...PAGES, LOW]) {
          await resized(panel, { width, height });
          const size = `${String(width)}x${String(height)}`;
          let wrong: string[] = [];
          const flawless = async (): Promise<boolean> => {
            wrong = [...(await seen(panel, says)), ...(await flaws(panel))];
            if ((await scrolled(panel)) > 0) wrong.push("the page scrolls");
            return wrong.length === 0;
          };
          await until(() => `flawless page at ${size}: ${wrong.join("; ")}`, flawless).catch(
            async (error: unknown) => {
              const file = `says-${name.replaceAll(/\W+/g, "-")}-${size}.png`;
              await panel.page.screenshot({ path: `${SCREENSHOTS}/${file}` });
              throw error;
            },
          );
        }
      }));
  }

  it("leaves two whole rows of tokens beside the sentence of a search", () =>
    withPanel({ width: 505, height: 660, state: book() }, async (panel) => {
      await find("ght Ja")(panel);
      const sentence = panel.page.locator("token-pane .sentence");
      await sentence.getByText("of 161").waitFor();
      const rows = await rowsInView(panel);
      assert.ok(rows >= 2, String(rows));
    }));

  it("of a search gives way to a token that the mouse goes to, not to one that comes beneath it", () =>
    withPanel({ width: 505, height: 660, state: book() }, async (panel) => {
      const { page } = panel;
      const sentence = page.locator("token-pane .sentence:not(.heard)", { hasText: "of 161" });
      const line = page.locator("#tokenLine");
      await page.locator('token-pane [data-token="9"]').click();
      await page.keyboard.press("Control+f");
      await page.keyboard.type("ght Ja");
      await sentence.waitFor();
      // The list has moved, and the mouse rests on another token by now.
      await page.locator("token-pane .token[data-pointed]:not([data-token='9'])").waitFor();
      assert.ok(await sentence.isVisible());
      await page.locator('token-pane [data-token="38"]').hover();
      await line.getByText("token 38").waitFor();
      await page.locator("coverage-strip .strip").hover();
      await sentence.waitFor();
      await page.locator('token-pane [data-token="38"]').click();
      await line.getByText("token 38").waitFor();
      await page.locator("coverage-strip .strip").hover();
      await line.getByText("token 38").waitFor();
      assert.equal(await sentence.count(), 0);
    }));
});
