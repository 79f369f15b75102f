import assert from "node:assert/strict";
import type { OpenOptions, PanelPage } from "../support/panelPage";
import type { MadeDocument } from "../support/panelFakeHost";
import { BOOK_LENGTH, gptState, readyState } from "../support/panelStates";
import { panelTests, SCREENSHOTS, withPanel } from "../support/panelTests";
import { pageOutsideBrackets } from "../support/pageOutsideBrackets";
import { outsideBrackets, pseudoBundle } from "../support/pseudoBundle";
import { savedPicture, svgParts } from "../support/savedPicture";
import type { PanelState } from "../../src/shared/protocol/panelState";

/** What a person writes is Greek here: whatever has Latin letters is the page's. */
const GREEK: MadeDocument = {
  ids: [40, 367, 2885, 1464, 40, 233, 236],
  texts: ["Αρχή", " ήν", "\n", " λόγος", "Αρχή", "👋", "👋"],
  parts: { 5: [1, 2], 6: [2, 2] },
  dimensions: 16,
};
const NAME = "κείμενο";
/** As the language of the tests has a text. */
const pseudo = (text: string): string => `⟦${text}⟧`;
const MODEL = "πρότυπο";
const POSITIONS = { source: "model", name: MODEL, contextLength: 48, dimensions: 16 } as const;

/** Names of code and of the product, which no language translates, and messages of the host. */
const NAMES = [
  /\b(max_length|stride|batch_size|drop_last|shuffle|seed|epoch)\b/g,
  /one-hot( @ wte)?|\bwte(\[ids\])?/g,
  /\b(max|ALiBi|NaN|Tokenscope|Ctrl\+C)\b/g,
  /\b\w+ failed on purpose\./g,
];

const isText = (words: string): boolean =>
  /\p{Script=Latin}{2}/u.test(NAMES.reduce((left, name) => left.replace(name, ""), words));

/** Pictures cut off what is too long, and the last brackets with it. */
const closed = (text: string): string =>
  text + "⟧".repeat(text.split("⟦").length - text.split("⟧").length);

/** Every text of the page as it is now is in brackets, and there are some. */
async function allInBrackets({ page }: PanelPage): Promise<void> {
  const outside = await pageOutsideBrackets(page);
  const texts = outside.filter(({ words }) => isText(words));
  assert.deepEqual(texts, []);
  await page.getByText("⟦").first().waitFor();
}

function greekState(changes: Partial<PanelState> = {}): PanelState {
  const { document, loader, model } = readyState(
    BOOK_LENGTH,
    {},
    { maxLength: 4, stride: 3, batchSize: 8, shuffle: true },
  );
  assert.ok(document.kind === "ready" && model.kind === "ready");
  return readyState(BOOK_LENGTH, {
    document: { ...document, name: NAME },
    loader: {
      ...loader,
      notes: [[{ text: pseudo("the host's note") }]],
      problem: pseudo("the host's problem"),
    },
    model: { ...model, info: { ...model.info, name: MODEL, dimensions: 16, contextLength: 48 } },
    modelNote: pseudo("the host's note on the model"),
    positions: POSITIONS,
    token: 5,
    window: 1,
    ...changes,
  });
}

async function withGreek(
  options: OpenOptions,
  test: (panel: PanelPage) => Promise<void>,
): Promise<void> {
  const page = { made: GREEK, state: greekState(), strings: pseudoBundle(), width: 1200 };
  await withPanel({ ...page, ...options }, test);
}

/** Texts are found by their English. */
const text = ({ page }: PanelPage, english: string) => page.getByText(english).first();
const tab = ({ page }: PanelPage, name: string) =>
  page.getByRole("tab", { name: pseudo(name), exact: true });

describe("Every text of the page can be translated", function () {
  panelTests();

  it("beside tokens, windows and vectors, with each detail open", () =>
    withGreek({}, async (panel) => {
      const { page } = panel;
      await page.locator("vector-pane .label .text", { hasText: "Αρχή" }).first().waitFor();
      await text(panel, "counting…").waitFor({ state: "detached" });
      await allInBrackets(panel);
      for (const [name, what] of [
        ["Nearest tokens", "is not trained"],
        ["Same token elsewhere", "The token vector is the same everywhere"],
        ["One-hot product", "an embedding layer is a linear layer"],
      ] as const) {
        await page.getByRole("button", { name: pseudo(name) }).click();
        await text(panel, what).waitFor();
        await allInBrackets(panel);
      }
      await page.screenshot({ path: `${SCREENSHOTS}/strings-vectors.png` });
      await page.getByRole("button", { name: pseudo("Shade by frequency") }).click();
      await page.locator("coverage-strip .strip").press("End");
      await page.locator("coverage-strip .words").waitFor();
      await allInBrackets(panel);
    }));

  it("in predictions, attention, lens and vectors after a block, and in their offer", () =>
    withGreek({ state: gptState(greekState()) }, async (panel) => {
      const { page } = panel;
      await tab(panel, "Predictions").click();
      await page.locator("next-detail li").first().waitFor();
      await allInBrackets(panel);
      await page.locator("loss-line .score").click();
      await page.locator("#document-loss").waitFor();
      await page.locator("coverage-strip .strip").press("End");
      await page.locator("coverage-strip .words").waitFor();
      await allInBrackets(panel);
      await page.getByRole("radio", { name: pseudo("Attention") }).click();
      await page.locator("attention-view .lines").waitFor();
      await allInBrackets(panel);
      await page.getByRole("radio", { name: pseudo("Lens") }).click();
      await page.locator("lens-table table").waitFor();
      await allInBrackets(panel);
      await page.screenshot({ path: `${SCREENSHOTS}/strings-predictions.png` });
      await tab(panel, "Vectors").click();
      await page.getByRole("button", { name: pseudo("The next block") }).click();
      await page.locator("#readout .after").waitFor();
      await allInBrackets(panel);
      await tab(panel, "Predictions").click();
      await panel.show(greekState());
      await page.locator(".offer").waitFor();
      await allInBrackets(panel);
    }));

  it("in every picture of positions, of every kind", () =>
    withGreek({}, async (panel) => {
      const { page } = panel;
      await tab(panel, "Positions").click();
      const pane = page.locator("position-pane");
      await pane.locator('[name="baseline"]').click();
      for (const picture of ["Heatmap", "Cosines", "PCA", "Norms", "Curves"]) {
        await tab(panel, picture).click();
        await pane.locator("h3").nth(1).waitFor();
        await pane.locator(".scroller").first().press("PageDown");
        await pane.locator("#position-readout .where").waitFor();
        await allInBrackets(panel);
      }
      await pane.locator('[name="scaling"]').selectOption("standardized");
      await pane.locator('[name="order"]').selectOption("variance");
      await allInBrackets(panel);
      await tab(panel, "Heatmap").click();
      await page.screenshot({ path: `${SCREENSHOTS}/strings-positions.png` });
      for (const source of ["sinusoidal", "rotary", "alibi"]) {
        await pane.locator('[name="source"]').selectOption(source);
        await pane.locator("position-heat h3").first().waitFor();
        await allInBrackets(panel);
      }
      await tab(panel, "Curves").click();
      await pane.locator("position-curves h3").waitFor();
      await allInBrackets(panel);
    }));

  it("where there is no document, no window or no model", () =>
    withGreek({}, async (panel) => {
      const message = pseudo("the host's reason");
      const key = "other";
      const { model, loader } = greekState();
      for (const [changes, what] of [
        [{ model: { kind: "building", name: MODEL, share: 0.4 } }, "building 40 %"],
        [{ model: { kind: "failed", message } }, "There is no model, so there are no vectors"],
        [
          { loader: { ...loader, samples: 0, batches: 0 }, window: undefined },
          "No window, no vectors",
        ],
        [{ document: { kind: "none", message }, model }, "Nothing to show yet"],
        [{ document: { kind: "busy", key, name: NAME } }, "Its tokens appear"],
        [{ document: { kind: "failed", key, name: NAME, message } }, "could not be made"],
      ] as const satisfies readonly (readonly [Partial<PanelState>, string])[]) {
        await panel.show(greekState(changes));
        await text(panel, what).waitFor();
        await allInBrackets(panel);
      }
    }));

  it("in what is said of entries, of a search and of what was copied", () =>
    withGreek({}, async (panel) => {
      const { page } = panel;
      for (const name of ["maxLength", "stride", "batchSize", "seed", "epoch"]) {
        await page.locator(`loader-controls [name="${name}"]`).fill("-1");
      }
      await text(panel, "is -1, but must be a whole number from 0 to 1,000,000.").waitFor();
      await page.locator('token-pane [name="find"]').fill("Ω");
      await page.locator('token-pane [name="find"]').press("Enter");
      await text(panel, "This document does not have that text").waitFor();
      const scroller = page.locator("vector-pane .scroller");
      for (const [key, what] of [
        ["r", "of the ⟦input vectors⟧ copied"],
        ["m", "Matrix [4, 16]"],
      ] as const) {
        await scroller.press(key);
        await text(panel, what).waitFor();
      }
      await page.locator("vector-pane picture-menu button").first().click();
      await page.getByRole("menuitem").first().waitFor();
      await allInBrackets(panel);
    }));

  it("in saved pictures", () =>
    withGreek({}, async (panel) => {
      await panel.page.locator("vector-pane .scroller").press("s");
      const vectors = await svgParts(panel, await savedPicture(panel));
      await tab(panel, "Positions").click();
      await panel.page.locator("position-heat .scroller").press("s");
      const heat = await svgParts(panel, await savedPicture(panel, 2));
      for (const { title, texts } of [vectors, heat]) {
        const all = [title, ...texts];
        assert.ok(all.some((each) => each.startsWith("⟦")));
        assert.deepEqual(all.map(closed).map(outsideBrackets).filter(isText), []);
      }
    }));
});
