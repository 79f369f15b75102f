import assert from "node:assert/strict";
import type { PanelModel } from "../../src/shared/panel";
import { BOOK_LENGTH, readyState } from "../support/panelStates";
import { panelTests, withPanel } from "../support/panelTests";
import { until } from "../support/until";

describe("The model's chip in the panel", () => {
  panelTests();

  const { model } = readyState();
  const ready = (runtime: Extract<PanelModel, { kind: "ready" }>["runtime"]): PanelModel => {
    assert.ok(model.kind === "ready");
    return { ...model, runtime };
  };
  const reason = "ONNX Runtime's binary for linux-x64 could not be loaded (no such file).";
  const shown: readonly [string, PanelModel, RegExp, RegExp][] = [
    [
      "names no runtime where the platform's binary computes",
      ready({ kind: "native", reason: undefined }),
      /^seeded 123 · 256-d · 1,024 positions$/,
      /^seeded 123: [^]* position table \[1024, 256\]\n.* computed by ONNX Runtime's binary/,
    ],
    [
      "says that WebAssembly computes, and why",
      ready({ kind: "wasm", reason }),
      /^seeded 123 · 256-d · 1,024 positions · WebAssembly$/,
      /computed by ONNX Runtime's WebAssembly\. ONNX Runtime's binary for linux-x64 could not be loaded/,
    ],
    [
      "says so where the setting asks for it",
      ready({ kind: "wasm", reason: undefined }),
      /· WebAssembly$/,
      /setting tokenscope\.runtime asks for it/,
    ],
    [
      "says why there is none",
      { kind: "failed", message: `There are no vectors. ${reason}` },
      /^no model$/,
      /There are no vectors\. .*could not be loaded/,
    ],
  ];
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
