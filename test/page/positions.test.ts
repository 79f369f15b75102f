import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { standInBytes } from "../support/gpt2StandIn";
import type { OpenOptions, PanelPage } from "../support/panelPage";
import { BOOK_LENGTH, readyState } from "../support/panelStates";
import { panelTests, SCREENSHOTS, withPanel } from "../support/panelTests";
import { THEMES } from "../support/panelTheme";
import type { ThemeName } from "../support/panelTheme";
import { until } from "../../.ci/support/until";

const SMALL = { source: "model", name: "small", contextLength: 64, dimensions: 32 } as const;
const GPT2 = { source: "gpt2", name: "GPT-2 small", contextLength: 1024, dimensions: 768 } as const;

/** Opens the positions of a small table, does what the test says, and asserts that all went well. */
async function withPositions(
  options: OpenOptions,
  test: (panel: PanelPage) => Promise<void>,
): Promise<void> {
  const state = readyState(BOOK_LENGTH, { positions: SMALL });
  await withPanel({ state, height: 1000, ...options }, async (panel) => {
    await panel.page.getByRole("tab", { name: "Positions" }).click();
    await test(panel);
  });
}

/** Gives the page a position table of GPT-2's size. */
async function showGpt2(panel: PanelPage): Promise<void> {
  const bytes = Buffer.from(standInBytes()).toString("base64");
  await panel.page.evaluate((base64) => (fakeHost.positionBytes = base64), bytes);
  await panel.show(readyState(BOOK_LENGTH, { positions: GPT2 }));
}

const pane = ({ page }: PanelPage): Locator => page.locator("position-pane");
const picture = (panel: PanelPage, name: string): Locator =>
  pane(panel).getByRole("tab", { name, exact: true });
const select = (panel: PanelPage, name: string): Locator => pane(panel).locator(`[name="${name}"]`);
const says = (panel: PanelPage, sentence: string | RegExp): Promise<void> =>
  pane(panel).getByText(sentence).first().waitFor();
const readout = (panel: PanelPage): Promise<string> =>
  panel.page.locator("#position-readout").innerText();
const headings = (panel: PanelPage): Promise<string[]> => pane(panel).locator("h3").allInnerTexts();
const focus = (panel: PanelPage, at = 0): Promise<void> =>
  pane(panel).locator(".scroller").nth(at).focus();
/** Presses Tab until the element has the focus, as a person does who looks where it is. */
async function tabTo(panel: PanelPage, target: Locator): Promise<void> {
  for (let count = 0; count < 20; count++) {
    await press(panel, "Tab");
    if (await target.evaluate((element) => element.matches(":focus"))) return;
  }
  assert.fail(`Tab does not lead to ${target.toString()}.`);
}
async function press(panel: PanelPage, ...keys: string[]): Promise<void> {
  for (const key of keys) await panel.page.keyboard.press(key);
}

/** Number of pixels of a canvas that are not see-through, and the sum of all bytes. */
const painted = (canvas: Locator): Promise<{ pixels: number; sum: number }> =>
  canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const context = (element as HTMLCanvasElement).getContext("2d");
    const data = context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
    let [pixels, sum] = [0, 0];
    data.forEach((byte, at) => {
      sum += byte * ((at % 8191) + 1);
      if (at % 4 === 3 && byte > 0) pixels++;
    });
    return { pixels, sum };
  });

describe("The positions lab", () => {
  panelTests();

  describe("heatmap", () => {
    it("changes with the scaling and the order of dimensions, and tells both values", () =>
      withPositions({}, async (panel) => {
        await says(panel, "Position table of small [64, 32]");
        const canvas = pane(panel).locator("heat-map canvas");
        await until("a picture", async () => (await painted(canvas)).pixels > 0 || undefined);
        await focus(panel);
        await press(panel, "ArrowDown", "ArrowRight");
        assert.match(
          await readout(panel),
          /^position 1 · dimension 1, \d+ sign changes\s+−?\d\.\d{4}$/,
        );
        const sums = new Set([(await painted(canvas)).sum]);
        /** The words come before the picture. */
        const anotherPicture = () =>
          until("another picture", async () => {
            const { sum } = await painted(canvas);
            const isNew = !sums.has(sum);
            sums.add(sum);
            return isNew;
          });
        for (const scaling of ["centered", "standardized"]) {
          await select(panel, "scaling").selectOption(scaling);
          await says(panel, new RegExp(` · ${scaling} −?\\d\\.\\d{4}$`));
          await anotherPicture();
        }
        for (const [order, axis] of [
          ["variance", "dimension, most variance first"],
          ["signChanges", "dimension, fewest sign changes first"],
        ] as const) {
          await select(panel, "order").selectOption(order);
          await says(panel, axis);
          await anotherPicture();
        }
        // The crosshair stays on its dimension, wherever that stands now.
        assert.match(await readout(panel), /^position 1 · dimension 1,/);
      }));

    it("stands beside its rows in a random order, with one crosshair", () =>
      withPositions({}, async (panel) => {
        await select(panel, "baseline").click();
        await says(panel, "Position table of small [64, 32], rows shuffled");
        assert.equal((await headings(panel)).length, 2);
        await focus(panel, 1);
        await press(panel, "Home");
        const shuffledFirst = /position (\d+) · dimension 0/.exec(await readout(panel))?.[1];
        assert.ok(shuffledFirst !== undefined && shuffledFirst !== "0");
        await focus(panel, 0);
        await press(panel, "Control+Home");
        assert.match(await readout(panel), /^position 0 · dimension 0,/);
      }));
  });

  describe("cosine matrix", () => {
    it("is asked for when it is looked at, and read pair by pair", () =>
      withPositions({}, async (panel) => {
        assert.deepEqual(await panel.calls("positionSimilarity"), []);
        await picture(panel, "Cosines").click();
        await says(panel, "Cosines [64, 64]");
        await focus(panel);
        await press(panel, "ArrowDown");
        assert.match(await readout(panel), /^position 1 and position 0\s+cosine −?0\.\d{4}$/);
        await press(panel, "ArrowRight");
        assert.match(await readout(panel), /^position 1 and position 1\s+cosine 1\.0000$/);
        const box = await pane(panel).locator("heat-map").boundingBox();
        assert.ok(box !== null && Math.abs(box.width - box.height) <= 1);
        const [call] = await panel.calls("positionSimilarity");
        assert.deepEqual(call?.args, [{ source: "model" }]);
      }));
  });

  describe("curves", () => {
    const field = (panel: PanelPage): Locator => pane(panel).getByRole("spinbutton");

    it("have a field and buttons for the dimension, in the chosen order", () =>
      withPositions({}, async (panel) => {
        await picture(panel, "Curves").click();
        await says(panel, "Position table of small: dimension 0");
        await pane(panel)
          .getByRole("button", { name: "The next one, in the chosen order" })
          .click();
        await says(panel, "Position table of small: dimension 1");
        assert.equal(await field(panel).inputValue(), "1");
        await field(panel).fill("31");
        await field(panel).press("Enter");
        await says(panel, "Position table of small: dimension 31");
        // The end is the end.
        await pane(panel)
          .getByRole("button", { name: "The next one, in the chosen order" })
          .click();
        assert.equal(await field(panel).inputValue(), "31");
        await select(panel, "order").selectOption("variance");
        await pane(panel)
          .getByRole("button", { name: "The one before, in the chosen order" })
          .press("Enter");
        await until("another one", async () => (await field(panel).inputValue()) !== "31");
        // Keys in the field are the field's: the crosshair stays where it is not.
        await field(panel).press("ArrowLeft");
        assert.match(await readout(panel), /^Move over the picture/);
      }));

    it("say which dimensions there are where another is typed, and stay as they are", () =>
      withPositions({}, async (panel) => {
        await picture(panel, "Curves").click();
        for (const typed of ["32", "-1", "1.5", "", "1e9"]) {
          await field(panel).fill(typed);
          await field(panel).press("Tab");
          await says(panel, "They count from 0 to 31.");
          await says(panel, "Position table of small: dimension 0");
        }
        await field(panel).fill("7");
        await field(panel).press("Enter");
        await says(panel, "Position table of small: dimension 7");
        assert.equal(await pane(panel).getByText("They count from 0 to 31.").count(), 0);
        for (const [source, heading, last] of [
          ["rotary", "pair 31", "31"],
          ["alibi", "head 11", "11"],
        ] as const) {
          await select(panel, "source").selectOption(source);
          await field(panel).fill(last);
          await field(panel).press("Enter");
          await says(panel, new RegExp(heading));
        }
      }));
  });

  describe("helix", () => {
    it("turns by keys and by the mouse, and tells what its components explain", () =>
      withPositions({}, async (panel) => {
        await picture(panel, "PCA").click();
        await says(panel, /\d\.\d % \+ .* = \d+\.\d % of the variance/);
        await says(panel, "drag to turn");
        const canvas = pane(panel).locator("position-helix .space");
        const look = async (): Promise<number> => (await painted(canvas)).sum;
        await until("a curve", async () => (await painted(canvas)).pixels > 50 || undefined);
        await focus(panel);
        // Its place may still be growing: until it is drawn in the size that it has from frame to frame.
        await until("one size", () =>
          canvas.evaluate(async (element: HTMLCanvasElement) => {
            const before = element.clientWidth;
            for (let frame = 0; frame < 2; frame++)
              await new Promise((resolve) => requestAnimationFrame(resolve));
            const { clientWidth, width } = element;
            return before === clientWidth && width === Math.round(clientWidth * devicePixelRatio);
          }),
        );
        const first = await look();
        await press(panel, "ArrowLeft", "ArrowUp");
        const turned = await until("a turn", async () => {
          const sum = await look();
          return sum !== first ? sum : undefined;
        });
        await press(panel, "0");
        await until("the first turn", async () => (await look()) === first || undefined);
        const box = await canvas.boundingBox();
        assert.ok(box !== null);
        const middle = [box.x + box.width / 2, box.y + box.height / 2] as const;
        await panel.page.mouse.move(...middle);
        await panel.page.mouse.down();
        await panel.page.mouse.move(middle[0] + 60, middle[1] + 20);
        await panel.page.mouse.up();
        await until("a drag", async () => ![first, turned].includes(await look()) || undefined);
        await press(panel, "End", ",");
        assert.match(await readout(panel), /^position 62\s+components (−?\d+\.\d{4}(, )?){3}$/);
        const label = await canvas.getAttribute("aria-label");
        assert.match(label ?? "", /3 principal components.*curve through 64 positions/);
      }));

    it("stands beside that of the shuffled rows, by the same answer", () =>
      withPositions({}, async (panel) => {
        await select(panel, "baseline").click();
        await picture(panel, "PCA").click();
        await says(panel, "PCA, 3 components, rows shuffled");
        assert.equal((await panel.calls("positionPca")).length, 1);
      }));
  });

  describe("curves", () => {
    it("of norms are read position by position", () =>
      withPositions({}, async (panel) => {
        await picture(panel, "Norms").click();
        await focus(panel);
        await press(panel, "End", "ArrowLeft");
        assert.match(await readout(panel), /^position 62\s+norm \d\.\d{4}$/);
        const label = await pane(panel).locator("svg[role=img]").getAttribute("aria-label");
        assert.match(label ?? "", /^norm: 64 values from \d\.\d{4} at \d+ to \d\.\d{4} at \d+$/);
      }));

    it("of dimensions are stepped through by keys, kept and let go", () =>
      withPositions({}, async (panel) => {
        await picture(panel, "Curves").click();
        await focus(panel);
        await press(panel, "ArrowRight", "ArrowDown", "ArrowDown", "Enter", "ArrowDown");
        assert.match(await readout(panel), /^position 1 · dimension 3,/);
        const paths = pane(panel).locator("svg[role=img] path");
        assert.equal(await paths.count(), 2);
        await says(panel, "dimension 2");
        await press(panel, "Delete");
        await until("one curve", async () => (await paths.count()) === 1 || undefined);
      }));
  });

  describe("other positions", () => {
    it("by sines have all pictures, of the same shape as the model's", () =>
      withPositions({}, async (panel) => {
        await select(panel, "source").selectOption("sinusoidal");
        await says(panel, "Sinusoidal positions [64, 32]");
        await focus(panel);
        await press(panel, "ArrowDown");
        assert.match(
          await readout(panel),
          /^position 1 · dimension 0, \d+ sign changes\s+0\.8415$/,
        );
        await picture(panel, "Cosines").click();
        await says(panel, "Cosines [64, 64]");
        const [call] = await panel.calls("positionSimilarity");
        const asked = { source: "sinusoidal", contextLength: 64, dimensions: 32 };
        assert.deepEqual(call?.args, [asked]);
      }));

    it("by angles and biases are shown by distance, and say that they are relative", () =>
      withPositions({}, async (panel) => {
        await picture(panel, "PCA").click();
        await select(panel, "source").selectOption("rotary");
        await says(panel, /Rotary positions are relative: there is no table/);
        await says(panel, "Rotary positions, cos(angle) [64, 32]");
        assert.deepEqual(await pane(panel).getByRole("tab").allInnerTexts(), ["Heatmap", "Curves"]);
        await picture(panel, "Curves").click();
        await says(panel, "mean");
        await select(panel, "source").selectOption("alibi");
        await says(panel, /ALiBi positions are relative/);
        await focus(panel);
        await press(panel, "ArrowRight");
        assert.match(await readout(panel), /^distance 1 · head 0\s+−0\.5000$/);
      }));

    it("need no model", () => {
      const model = { kind: "building", name: "seeded 7" } as const;
      const state = readyState(BOOK_LENGTH, { positions: undefined, model });
      return withPositions({ state }, async (panel) => {
        await says(panel, "seeded 7 is being built…");
        await select(panel, "source").selectOption("rotary");
        await says(panel, "Rotary positions, cos(angle) [1024, 32]");
      });
    });
  });

  describe("states", () => {
    it("of an answer that fails say why, and try again", () =>
      withPositions({}, async (panel) => {
        await panel.page.evaluate(() => fakeHost.failing.add("positionPca"));
        await picture(panel, "PCA").click();
        await says(panel, "positionPca failed on purpose.");
        await panel.page.evaluate(() => fakeHost.failing.clear());
        await pane(panel).getByRole("button", { name: "Try again" }).click();
        await says(panel, "PCA, 3 components");
      }));

    it("while an answer is awaited are calm, and another model's takes its place", () =>
      withPositions({}, async (panel) => {
        await panel.page.evaluate(() => fakeHost.silent.add("positionSimilarity"));
        await picture(panel, "Cosines").click();
        await says(panel, "Computing the cosines…");
        await panel.page.evaluate(() => fakeHost.silent.clear());
        const positions = { ...SMALL, name: "smaller", contextLength: 8 };
        await panel.show(readyState(BOOK_LENGTH, { positions }));
        await says(panel, "Cosines [8, 8]");
      }));

    it("tell of a model that failed", () => {
      const model = { kind: "failed", message: "The disk is full." } as const;
      const state = readyState(BOOK_LENGTH, { positions: undefined, model });
      return withPositions({ state }, (panel) => says(panel, "There is no model"));
    });
  });

  it("positions are reached by the keyboard alone, in every picture", () =>
    withPositions({}, async (panel) => {
      await panel.page.getByRole("tab", { name: "Positions" }).focus();
      // The help button and the options stand between.
      await press(panel, "Tab", "Tab", "Tab");
      for (const heading of [
        "Cosines [64, 64]",
        "PCA, 3 components",
        /norms \[64\]/i,
        /dimension 0$/i,
      ]) {
        await press(panel, "ArrowRight");
        await says(panel, heading);
      }
      await press(panel, "Home");
      await tabTo(panel, select(panel, "source"));
      await press(panel, "s");
      await says(panel, "Sinusoidal positions [64, 32]");
      await tabTo(panel, select(panel, "baseline"));
      await press(panel, "Space");
      await says(panel, "Sinusoidal positions [64, 32], rows shuffled");
      await tabTo(panel, pane(panel).locator(".scroller").first());
      await press(panel, "ArrowDown");
      await until("the second position", async () =>
        (await readout(panel)).startsWith("position 1 "),
      );
    }));

  describe("the kinds of positions", () => {
    const kind = (panel: PanelPage, source: string): Locator =>
      pane(panel).locator(`.kind[data-kind="${source}"]`);
    const example = async (panel: PanelPage, source: string): Promise<string[]> =>
      (await kind(panel, source).locator("tbody tr").allInnerTexts()).map((row) =>
        row.replaceAll(/\s+/g, " ").trim(),
      );

    it("say what they are, who uses them and what they do, and offer it where one is chosen", () =>
      withPositions({}, async (panel) => {
        for (const [source, is, by, does] of [
          ["learned", "absolute and learned", /GPT, GPT-2 and GPT-3/, /trained like any other/],
          ["sinusoidal", "absolute and fixed", /original Transformer/, /formula of sines and cosi/],
          ["rotary", "relative and fixed", /Llama/, /Nothing is added to the token’s vector/],
          ["alibi", "relative and fixed", /BLOOM/, /slope times the distance/],
        ] as const) {
          await select(panel, "source").selectOption(source);
          await kind(panel, source).waitFor();
          assert.equal(await pane(panel).locator(".kind").count(), 1);
          const text = await kind(panel, source).innerText();
          for (const part of [is, by, does]) assert.match(text, new RegExp(part));
        }
        const families = select(panel, "source").locator("optgroup");
        assert.deepEqual(
          await families.evaluateAll((groups) =>
            groups.map((each) => [each.getAttribute("label"), each.children.length]),
          ),
          [
            ["absolute: a vector for each position", 2],
            ["relative: the distance counts", 2],
          ],
        );
      }));

    it("do to [1, 1, 1] what the chapter's example says", () =>
      withPositions({}, async (panel) => {
        await pane(panel).getByRole("button", { name: "Example", exact: true }).click();
        await says(panel, "The chapter’s example: every token’s vector is [1, 1, 1]");
        assert.deepEqual(await example(panel, "learned"), [
          "0 [1, 1, 1] [1.1, 1.2, 1.3] [2.1, 2.2, 2.3]",
          "1 [1, 1, 1] [2.1, 2.2, 2.3] [3.1, 3.2, 3.3]",
          "2 [1, 1, 1] [3.1, 3.2, 3.3] [4.1, 4.2, 4.3]",
          "3 [1, 1, 1] [4.1, 4.2, 4.3] [5.1, 5.2, 5.3]",
        ]);
        await select(panel, "source").selectOption("sinusoidal");
        await kind(panel, "sinusoidal").waitFor();
        // sin(1) = 0.8415, cos(1) = 0.5403, sin(1 / 10000^(2/3)) = 0.0022, to two digits.
        assert.deepEqual((await example(panel, "sinusoidal")).slice(0, 2), [
          "0 [1, 1, 1] [0.00, 1.00, 0.00] [1.00, 2.00, 1.00]",
          "1 [1, 1, 1] [0.84, 0.54, 0.00] [1.84, 1.54, 1.00]",
        ]);
        await select(panel, "source").selectOption("rotary");
        await kind(panel, "rotary").waitFor();
        assert.deepEqual(await example(panel, "rotary"), [
          ...["0 2.0000", "1 1.0806", "2 −0.8323", "3 −1.9800"],
        ]);
        await select(panel, "source").selectOption("alibi");
        await kind(panel, "alibi").waitFor();
        assert.deepEqual(await example(panel, "alibi"), [
          ...["0 3.0000", "1 2.5000", "2 2.0000", "3 1.5000"],
        ]);
      }));

    it("stand two and two beside each other, in every picture that both have", () =>
      withPositions({}, async (panel) => {
        await select(panel, "compared").selectOption("sinusoidal");
        const learned = "Position table of small [64, 32]";
        const headingsAre = (expected: string[]): Promise<unknown> =>
          until(expected.join(), async () =>
            (await pane(panel).locator("h3").allTextContents()).join() === expected.join()
              ? true
              : undefined,
          );
        await headingsAre([learned, "Sinusoidal positions [64, 32]"]);
        assert.equal(await pane(panel).locator(".kind").count(), 2);
        assert.equal(await select(panel, "baseline").count(), 0);
        await picture(panel, "Cosines").click();
        await headingsAre(["Cosines [64, 64]", "Cosines [64, 64]"]);
        const labels = pane(panel).locator("heat-map canvas");
        await until("both names", async () => {
          const names = await labels.evaluateAll((all) => all.map((each) => each.ariaLabel));
          return (names[0] ?? "").includes("Position table of small") &&
            (names[1] ?? "").includes("Sinusoidal")
            ? true
            : undefined;
        });
        await picture(panel, "PCA").click();
        await headingsAre(["PCA, 3 components", "PCA, 3 components"]);
        await picture(panel, "Norms").click();
        await headingsAre([
          "Position table of small: norms [64]",
          "Sinusoidal positions: norms [64]",
        ]);
        // A sine and a cosine of each of 16 angles: every norm is 4.
        await focus(panel);
        await press(panel, "ArrowRight");
        assert.match(await readout(panel), /position 1\s+norm [^]*position 1\s+norm 4\.0000/);
        // What is relative has no rows to compare.
        await select(panel, "compared").selectOption("alibi");
        await headingsAre([learned, "ALiBi biases [64, 12]"]);
        assert.equal(await picture(panel, "Cosines").count(), 0);
        await picture(panel, "Heatmap").focus();
        await focus(panel, 1);
        await press(panel, "ArrowDown", "ArrowRight");
        assert.match(await readout(panel), /distance 2 · head 1/);
        await select(panel, "compared").selectOption("");
        await headingsAre(["Position table of small: norms [64]"]);
        assert.equal(await pane(panel).locator(".kind").count(), 1);
      }));

    it("are remembered, and an older page's choices still count", () =>
      withPositions({}, async (panel) => {
        await select(panel, "compared").selectOption("rotary");
        await pane(panel).getByRole("button", { name: "Example", exact: true }).click();
        const kept = await panel.page.evaluate(() => sessionStorage.getItem("state") ?? "");
        assert.match(kept, /"compared":"rotary","example":true|"example":true,"compared":"rotary"/);
      }));

    for (const theme of ["dark", "light"] as const) {
      it(`leave room for the pictures at 1366 × 768 in ${theme}`, () =>
        withPositions({ theme, width: 1366, height: 768 }, async (panel) => {
          await showGpt2(panel);
          await says(panel, "Position table of GPT-2 small [1024, 768]");
          await panel.page.screenshot({ path: `${SCREENSHOTS}/kinds-${theme}-one.png` });
          await select(panel, "compared").selectOption("sinusoidal");
          await pane(panel).getByRole("button", { name: "Example", exact: true }).click();
          await pane(panel).locator(".kind table").nth(1).waitFor();
          await panel.page.screenshot({ path: `${SCREENSHOTS}/kinds-${theme}-two.png` });
          const height = async (): Promise<number> =>
            (await pane(panel).locator("position-heat").first().boundingBox())?.height ?? 0;
          assert.ok((await height()) >= 120, `${await height()} pixels with the example`);
          await pane(panel).getByRole("button", { name: "Example", exact: true }).click();
          await pane(panel).locator(".kind table").first().waitFor({ state: "detached" });
          assert.ok((await height()) >= 200, `${await height()} pixels`);
          await select(panel, "compared").selectOption("alibi");
          await picture(panel, "Curves").click();
          await panel.page.setViewportSize({ width: 680, height: 690 });
          await panel.page.screenshot({ path: `${SCREENSHOTS}/kinds-${theme}-half.png` });
        }));
    }
  });

  describe("as many positions as GPT-2 has", () => {
    it("are told apart by their first and last rows", () =>
      withPositions({}, async (panel) => {
        await showGpt2(panel);
        await says(panel, "Position table of GPT-2 small [1024, 768]");
        await picture(panel, "Norms").click();
        await focus(panel);
        await press(panel, "Home");
        assert.match(await readout(panel), /^position 0\s+norm 9\.579/);
        await picture(panel, "Cosines").click();
        await says(panel, "Cosines [1024, 1024]");
        await focus(panel);
        await press(panel, "End", "PageUp");
        const label = await pane(panel).locator("heat-map canvas").getAttribute("aria-label");
        assert.match(label ?? "", /0\.99\d\d between neighbors/);
      }));
  });

  describe("sizes and themes", () => {
    it("fit 400 pixels", () =>
      withPositions({ width: 400, height: 800 }, async (panel) => {
        await select(panel, "baseline").click();
        for (const name of ["Heatmap", "Cosines", "PCA", "Norms", "Curves"]) {
          await picture(panel, name).click();
          await pane(panel).locator("h3").nth(1).waitFor();
          const box = await pane(panel).locator(".sides > *").first().boundingBox();
          assert.ok(box !== null && box.x >= 0 && box.x + box.width <= 400, name);
          assert.ok(box.height >= 150, name);
        }
        await panel.page.locator("#position-readout").scrollIntoViewIfNeeded();
        await panel.page.screenshot({ path: `${SCREENSHOTS}/positions-400.png` });
      }));

    it("are repainted when the theme changes", () =>
      withPositions({}, async (panel) => {
        await picture(panel, "PCA").click();
        const canvas = pane(panel).locator("position-helix .space");
        await until("a curve", async () => (await painted(canvas)).pixels > 50 || undefined);
        const dark = (await painted(canvas)).sum;
        await panel.page.evaluate(() => (document.body.className = "vscode-light"));
        await until("another", async () => (await painted(canvas)).sum !== dark || undefined);
      }));

    for (const theme of Object.keys(THEMES) as ThemeName[]) {
      it(`look right in ${theme}`, () =>
        withPositions({ theme, width: 1100, height: 1000 }, async (panel) => {
          await showGpt2(panel);
          await says(panel, "Position table of GPT-2 small [1024, 768]");
          await select(panel, "baseline").click();
          await select(panel, "scaling").selectOption("standardized");
          await select(panel, "order").selectOption("signChanges");
          for (const name of ["Heatmap", "Cosines", "PCA", "Norms", "Curves"]) {
            await picture(panel, name).click();
            await pane(panel).locator(".scroller").nth(1).waitFor();
            await focus(panel);
            await press(panel, "PageDown", "PageDown");
            if (name === "Curves") await press(panel, "Enter", "ArrowDown", "Enter", "ArrowDown");
            await panel.page.locator("#position-readout .sum").waitFor();
            const path = `${SCREENSHOTS}/positions-${theme}-${name.toLowerCase()}.png`;
            await panel.page.screenshot({ path });
          }
          await select(panel, "source").selectOption("rotary");
          await says(panel, "mean");
          await panel.page.screenshot({ path: `${SCREENSHOTS}/positions-${theme}-rotary.png` });
        }));
    }
  });
});
