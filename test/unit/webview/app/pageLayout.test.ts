import assert from "node:assert/strict";
import fc from "fast-check";
import { borderSize, pageLayout } from "../../../../webview/app/pageLayout";
import { FOLDED } from "../../../../webview/app/pageRoom";
import type { PageRoom } from "../../../../webview/app/pageRoom";
import { NO_CHOICES } from "../../../../webview/app/sectionChoices";
import type { SectionChoices } from "../../../../webview/app/sectionChoices";
import { SECTIONS } from "../../../../webview/base/sections";

const room = (changes: Partial<PageRoom> = {}): PageRoom => ({
  width: 505,
  height: 660,
  header: 31,
  loader: 29,
  coverage: 72,
  rows: 4,
  isLayer: false,
  windows: 8,
  detailed: false,
  absent: [],
  ...changes,
});

/** Height of all parts, one under the other. */
function column(of: PageRoom, choices: SectionChoices = NO_CHOICES): number {
  const { folded, tokens, windows, pictures } = pageLayout(of, choices);
  const loader = folded.loader ? FOLDED : of.loader;
  const coverage = folded.coverage ? FOLDED : of.coverage;
  return of.header + loader + coverage + tokens + windows + pictures;
}

describe("The layout of the page", () => {
  for (const [width, height] of [
    [505, 660],
    [525, 800],
    [640, 660],
    [780, 950],
  ] as const) {
    it(`fills ${String(width)} × ${String(height)} with nothing folded and nothing to scroll`, () => {
      const of = room({ width, height });
      const { arrangement, folded } = pageLayout(of, NO_CHOICES);
      assert.equal(arrangement, "column");
      assert.deepEqual(Object.values(folded), [false, false, false, false, false]);
      assert.equal(column(of), height);
    });
  }

  it("puts the pictures beside everything else in a low page", () => {
    const of = room({ width: 700, height: 380 });
    const { arrangement, pictures, left } = pageLayout(of, NO_CHOICES);
    assert.equal(arrangement, "low");
    assert.ok(pictures <= 380 - of.header, String(pictures));
    assert.ok(left < 350);
  });

  it("folds no more than makes room for the chosen window and the heatmaps", () => {
    const folded = (height: number): string[] => {
      const { folded: parts } = pageLayout(room({ height }), NO_CHOICES);
      return SECTIONS.filter((section) => parts[section]);
    };
    assert.deepEqual(folded(660), []);
    assert.deepEqual(folded(600), ["tokens"]);
    assert.deepEqual(folded(540), ["coverage", "tokens"]);
  });

  it("keeps what a person unfolded unfolded, however low the page", () => {
    const choices = { folded: { tokens: false }, sizes: {} };
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2000 }),
        fc.integer({ min: 0, max: 3000 }),
        (height, width) => {
          assert.equal(pageLayout(room({ height, width }), choices).folded.tokens, false);
        },
      ),
    );
  });

  it("shows the chosen window and a heatmap first where there is room for nothing else", () => {
    const { arrangement, windows } = pageLayout(room({ width: 350, height: 190 }), NO_CHOICES);
    assert.equal(arrangement, "tiny");
    assert.ok(windows + 100 <= 190, String(windows));
  });

  it("gives the pictures what a person takes from the tokens, and back", () => {
    const of = room({ height: 900 });
    const first = pageLayout(of, NO_CHOICES);
    const dragged = pageLayout(of, {
      folded: {},
      sizes: { tokens: first.tokens - 40, windows: first.windows },
    });
    assert.equal(dragged.pictures, first.pictures + 40);
    assert.deepEqual(pageLayout(of, NO_CHOICES), first);
  });

  it("has finite parts that are never lost, in any room, folded and dragged in any way", () => {
    const size = fc.option(fc.integer({ min: 0, max: 5000 }), { nil: undefined });
    const fold = fc.option(fc.boolean(), { nil: undefined });
    fc.assert(
      fc.property(
        fc.record({
          width: fc.integer({ min: 0, max: 4000 }),
          height: fc.integer({ min: 0, max: 3000 }),
          rows: fc.option(fc.integer({ min: 1, max: 4096 }), { nil: undefined }),
          windows: fc.integer({ min: 1, max: 4096 }),
          detailed: fc.boolean(),
        }),
        fc.record(Object.fromEntries(SECTIONS.map((section) => [section, fold]))),
        fc.record({ tokens: size, windows: size, left: size }),
        (changes, folds, drags) => {
          const of = room(changes);
          const known = <T>(all: Record<string, T | undefined>) =>
            Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
          const sizes = Object.fromEntries(
            Object.entries(known(drags)).map(([name, value]) => [
              name,
              borderSize(name as "tokens", Number(value), of),
            ]),
          );
          const layout = pageLayout(of, { folded: known(folds), sizes });
          const { tokens, windows, pictures, stacked, left } = layout;
          for (const part of [tokens, windows, pictures]) {
            assert.ok(Number.isFinite(part) && part >= FOLDED, JSON.stringify(layout));
          }
          assert.ok(left >= 0, JSON.stringify(layout));
          if (stacked) assert.ok(changes.detailed, JSON.stringify(layout));
        },
      ),
    );
  });
});
