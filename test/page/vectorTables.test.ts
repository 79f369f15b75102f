import assert from "node:assert/strict";
import { picture, readout, says, sum, windowHead } from "../support/panelParts";
import { BOOK_LENGTH, readyState } from "../support/panelStates";
import { lastCall, panelTests, withPanel } from "../support/panelTests";
import { THEMES } from "../support/panelTheme";
import { until } from "../../.ci/support/until";

describe("The panel's page", () => {
  panelTests();

  describe("vectors", () => {
    it("stand in three pictures of one shape and one limit", () =>
      withPanel({}, async (panel) => {
        await says(panel, "Token vectors [4, 256]");
        await says(panel, "Position vectors [4, 256]");
        await says(panel, "Input vectors [4, 256]");
        await says(panel, /p99/);
        await says(panel, /clipped/);
        const labels = await panel.page
          .locator("heat-map canvas")
          .evaluateAll((canvases) =>
            canvases.map((canvas) => canvas.getAttribute("aria-label") ?? ""),
          );
        assert.equal(labels.length, 3);
        assert.ok(labels.every((label) => label.includes("4 rows of 256 values, colors from −")));
      }));

    it("are read cell by cell with the mouse: token + position = input", () =>
      withPanel({}, async (panel) => {
        const map = panel.page.locator("heat-map").nth(1);
        const box = await map.boundingBox();
        assert.ok(box !== null);
        await panel.page.mouse.move(
          box.x + ((117 + 0.5) / 256) * box.width,
          box.y + ((2 + 0.5) / 4) * box.height,
        );
        await readout(panel).getByText("dimension 117").waitFor();
        const text = (await readout(panel).textContent())?.replace(/\s+/g, " ").trim() ?? "";
        assert.match(text, /^' G' id 402 · position 2 · dimension 117/);
        const [token = NaN, position = NaN, input = NaN] = await sum(panel);
        const told = await panel.page.evaluate(() => {
          const i = 2 * 256 + 117;
          const { token, position, input } = fakeHost.lastVectors ?? {};
          return [token?.[i] ?? NaN, position?.[i] ?? NaN, input?.[i] ?? NaN];
        });
        assert.deepEqual(
          [token, position, input],
          told.map((value) => Number(value.toFixed(4))),
        );
        assert.ok(Math.abs(token + position - input) < 2e-4);
      }));

    it("are read with the arrow keys, and Enter reveals the row's token", () =>
      withPanel({}, async (panel) => {
        await panel.page.locator("vector-pane .scroller").focus();
        for (const key of ["ArrowRight", "Shift+ArrowRight", "ArrowDown"]) {
          await panel.page.keyboard.press(key);
        }
        await readout(panel).getByText("position 3 · dimension 17").waitFor();
        await panel.page.locator('[data-token="7"][aria-selected="true"]').waitFor();
        await panel.page.keyboard.press("End");
        await readout(panel).getByText("dimension 255").waitFor();
        await panel.page.keyboard.press("Enter");
        assert.deepEqual(await lastCall(panel, "select"), [{ kind: "token", index: 7 }]);
      }));

    it("that are no finite numbers are marked and counted", () =>
      withPanel({}, async (panel) => {
        await panel.page.locator("heat-map").first().waitFor();
        await panel.page.evaluate(() => fakeHost.odd.set(0, NaN).set(256, -Infinity));
        await windowHead(panel, 2).click();
        // The sum is as little a number as its part.
        await says(panel, /4 not finite/);
        await readout(panel).getByText("NaN").waitFor();
      }));

    it("of a long window scroll, all three together", () => {
      const state = readyState(BOOK_LENGTH, { token: 0, window: 0 }, { maxLength: 1024 });
      return withPanel({ state }, async (panel) => {
        await says(panel, "Input vectors [1024, 256]");
        await panel.page.locator("vector-pane .scroller").evaluate((element) => {
          element.scrollTop = element.scrollHeight;
        });
        await panel.page.locator('[data-row="1023"]').nth(2).waitFor();
        assert.equal(await panel.page.locator('[data-row="1023"]').count(), 3);
        assert.equal(await panel.page.locator('[data-row="0"]').count(), 0);
      });
    });

    it("of a window longer than the model's positions are refused with what to do", () => {
      const state = readyState(BOOK_LENGTH, {}, { maxLength: 2000 });
      return withPanel({ state }, async (panel) => {
        await says(panel, /The model knows 1,024 positions/);
        assert.deepEqual(await panel.calls("vectors"), []);
      });
    });

    it("that fail to come say why, and come when the host speaks again", () =>
      withPanel({}, async (panel) => {
        await panel.page.evaluate(() => fakeHost.failing.add("vectors"));
        await windowHead(panel, 2).click();
        await says(panel, /vectors failed on purpose/);
        await panel.page.evaluate(() => fakeHost.failing.clear());
        await panel.show(readyState());
        await panel.page.getByText("vectors failed on purpose").waitFor({ state: "detached" });
      }));

    it("are painted to the device pixel", () =>
      withPanel({ scale: 2, width: 701, height: 800 }, async (panel) => {
        await panel.page.locator("heat-map canvas").first().waitFor();
        const exact = await until("the canvas to have its size", () =>
          panel.page
            .locator("heat-map canvas")
            .first()
            .evaluate((element) => {
              const canvas = element as HTMLCanvasElement;
              const { width, height } = canvas.getBoundingClientRect();
              const ratio = devicePixelRatio;
              return canvas.width === Math.round(width * ratio) &&
                canvas.height === Math.round(height * ratio)
                ? true
                : undefined;
            }),
        );
        assert.ok(exact);
      }));

    it("take the colours of a theme as soon as it changes", () =>
      withPanel({ theme: "dark" }, async (panel) => {
        const pictures = [
          await until("a picture", async () => (await picture(panel)) || undefined),
        ];
        for (const theme of ["light", "high-contrast", "high-contrast-light"] as const) {
          await panel.page.evaluate((names) => {
            document.body.className = names;
          }, THEMES[theme]);
          const before = pictures.at(-1);
          const other = async (): Promise<number | undefined> => {
            const now = await picture(panel);
            return now === before ? undefined : now;
          };
          pictures.push(await until(`the colours of ${theme}`, other));
        }
        assert.equal(new Set(pictures).size, 4);
      }));
  });
});
