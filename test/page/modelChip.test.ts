import assert from "node:assert/strict";
import type { Arithmetic, DrawOrder } from "../../src/shared/base/seededDraws";
import { BOOK_LENGTH, readyState } from "../support/panelStates";
import { panelTests, withPanel } from "../support/panelTests";
import { until } from "../../.ci/support/until";
import type { PanelModel } from "../../src/shared/protocol/panelState";

describe("The model's chip in the panel", () => {
  panelTests();

  const { model } = readyState();
  assert.ok(model.kind === "ready");
  const ready = (runtime: Extract<PanelModel, { kind: "ready" }>["runtime"]): PanelModel => ({
    ...model,
    runtime,
  });
  const seeded = (order: DrawOrder, arithmetic: Arithmetic): PanelModel => {
    const name = order === "notebook" ? "seeded 123, notebook" : "seeded 123";
    return { ...model, info: { ...model.info, name, seed: 123, order, arithmetic } };
  };
  const reason = "ONNX Runtime's binary for linux-x64 could not be loaded (no such file).";
  const shown: readonly [string, PanelModel, RegExp, RegExp][] = [
    [
      "names no runtime where the platform's binary computes",
      ready({ kind: "native", reason: undefined }),
      /^Model: the book's, seed 123 · 256-d · 1,024 positions$/,
      /\nseeded 123: [^]* position table \[1024, 256\]\n[^]* computed by ONNX Runtime's binary/,
    ],
    [
      "tells a whole GPT from two tables",
      { ...model, info: { ...model.info, name: "seeded 123, 2 layers", layers: 2, heads: 4 } },
      /^Model: a GPT of 2 layers, seed 123 · 256-d · 1,024 positions · 4 heads$/,
      /\nseeded 123, 2 layers: /,
    ],
    [
      "says that WebAssembly computes, and why",
      ready({ kind: "wasm", reason }),
      /^Model: the book's, seed 123 · 256-d · 1,024 positions · WebAssembly$/,
      /computed by ONNX Runtime's WebAssembly\. ONNX Runtime's binary for linux-x64 could not be loaded/,
    ],
    [
      "says so where the setting asks for it",
      ready({ kind: "wasm", reason: undefined }),
      /· WebAssembly$/,
      /setting tokenscope\.runtime asks for it/,
    ],
    [
      "names the processors that draw the same values, and what was drawn",
      seeded("afterSeed", "avx2"),
      /^Model: the book's, seed 123 · 256-d · 1,024 positions · AVX2$/,
      /\nDrawn after torch\.manual_seed\(123\): the token table, the position table\.\nBit for bit what PyTorch draws on x86 processors with AVX2 or AVX-512\./,
    ],
    [
      "tells what was drawn before where the notebook is run from top to bottom",
      seeded("notebook", "scalar"),
      /^Model: the notebook's, seed 123 · 256-d · 1,024 positions · scalar$/,
      /: Embedding\(6, 3\), iter\(DataLoader\), the token table, iter\(DataLoader\), the position table\.\n.* without AVX2, such as Apple's/,
    ],
    [
      "names the model that stopped, and why",
      { kind: "stopped", message: "The vector worker stopped: it crashed.", info: model.info },
      /^Model: the book's, seed 123 · stopped$/,
      /^Model: the book's, seed 123 · stopped\nThe vector worker stopped: it crashed\.\n/,
    ],
    [
      "says that one stopped before anybody knew it",
      { kind: "stopped", message: "The vector worker stopped: it crashed.", info: undefined },
      /^model stopped$/,
      /it crashed/,
    ],
    [
      "says why there is none",
      { kind: "failed", message: `There are no vectors. ${reason}` },
      /^no model$/,
      /There are no vectors\. .*could not be loaded/,
    ],
  ];
  it("tells a narrow page the name alone, and all of it under the mouse and to who hears it", () =>
    withPanel({ width: 505, height: 660 }, async (panel) => {
      await panel.show(readyState(BOOK_LENGTH, { model: seeded("afterSeed", "avx2") }));
      const whole = "Model: the book's, seed 123 · 256-d · 1,024 positions · AVX2";
      const chip = panel.page.getByRole("button", { name: whole, exact: true });
      await chip.waitFor();
      assert.equal((await chip.innerText()).trim(), "Model: the book's, seed 123");
      const [wide, room] = await chip.evaluate((element): [number, number] => [
        element.scrollWidth,
        element.clientWidth,
      ]);
      assert.ok(wide <= room, "it is cut");
      assert.ok(
        (await chip.getAttribute("title"))?.startsWith(`${whole}\nseeded 123: token table`),
      );
      await panel.page.setViewportSize({ width: 900, height: 660 });
      await until("all of it", async () => (await chip.innerText()).trim() === whole);
    }));

  for (const [what, state, text, title] of shown) {
    it(what, () =>
      withPanel({}, async (panel) => {
        await panel.show(readyState(BOOK_LENGTH, { model: state }));
        const chip = panel.page.locator(".chip", { hasText: text });
        await chip.waitFor();
        // Its text may be that of the state before, which says nothing of a runtime.
        await until(`a title like ${String(title)}`, async () =>
          title.test((await chip.getAttribute("title")) ?? ""),
        );
      }),
    );
  }
});
