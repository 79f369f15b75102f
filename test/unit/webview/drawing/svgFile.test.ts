import assert from "node:assert/strict";
import { clippedText, textWidth } from "../../../../webview/drawing/clippedText";
import { beside, withFrame, stack } from "../../../../webview/drawing/drawing";
import type { Drawing, Shape } from "../../../../webview/drawing/drawing";
import { svgFile, xmlText } from "../../../../webview/drawing/svgFile";
import { randomText } from "../../../support/hardText";
import { seeded } from "../../../support/random";

const SEED = 5;
const words = (text: string): Shape => ({
  kind: "words",
  x: 1,
  y: 2,
  text,
  size: 10,
  colour: "#123456",
});
const drawing = (...shapes: Shape[]): Drawing => ({ width: 40, height: 30, shapes });
const noImage = async (): Promise<string> => "";

/** Characters that XML 1.0 allows. */
const ALLOWED = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
/** What is left of well-formed text when references are taken out. */
const stripped = (text: string): string => text.replace(/&(amp|lt|gt|quot);/g, "");

describe("An SVG file", () => {
  it("takes any text, seeded", () => {
    const random = seeded(SEED);
    const codes = (): string =>
      Array.from({ length: random(20) }, () => String.fromCharCode(random(0x10000))).join("");
    for (let round = 0; round < 5000; round++) {
      const text = randomText(random, 12) + codes() + "]]><script>&\"'\u0000\ud83d";
      const safe = xmlText(text);
      assert.match(safe, ALLOWED, `seed ${SEED}, round ${round}`);
      assert.ok(!/[&<>"]/.test(stripped(safe)), `seed ${SEED}, round ${round}: ${safe}`);
    }
  });

  it("keeps what can be read and shows what cannot be seen", () => {
    assert.equal(xmlText("a < b & c"), "a &lt; b &amp; c");
    assert.equal(xmlText("\u0000\n\u007f\u0085"), "␀␊␡\ufffd");
    assert.equal(xmlText("\ud83d👋\udc4b"), "\ufffd👋\ufffd");
  });

  it("has its title, its description and each shape at its place", async () => {
    const cells: Shape = {
      kind: "cells",
      x: 3,
      y: 4,
      width: 5,
      height: 6,
      paint: () => ({ width: 1, height: 1, pixels: new Uint32Array(1) }),
    };
    const line: Shape = {
      kind: "line",
      x: 7,
      y: 8,
      path: "M0 0L1 1",
      colour: "#0000ff",
      width: 1.25,
      dashes: [7, 3],
    };
    const svg = await svgFile(
      drawing(words("<b>"), cells, line),
      "A & B",
      "about",
      async () => "data:image/png;base64,AAAA",
    );
    assert.match(svg, /^<svg [^>]*width="40" height="30" viewBox="0 0 40 30"/);
    assert.match(svg, /<title id="title">A &amp; B<\/title>\n<desc id="description">about<\/desc>/);
    assert.match(svg, /<text x="1" y="5.5" [^>]*font-family="sans-serif"[^>]*>&lt;b&gt;<\/text>/);
    assert.match(svg, /<image x="3" y="4" width="5" height="6" [^>]*image-rendering="pixelated"/);
    assert.match(svg, /xlink:href="data:image\/png;base64,AAAA"\/>/);
    assert.match(svg, /translate\(7 8\)" d="M0 0L1 1"[^>]*stroke-dasharray="7 3"/);
    assert.ok(svg.endsWith("</svg>\n"));
    assert.ok(!(await svgFile(drawing(), "", "", noImage)).includes("undefined"));
  });
});

describe("A drawing", () => {
  const places = ({ shapes }: Drawing): number[][] => shapes.map(({ x, y }) => [x, y]);

  it("is put beside, beneath and on a ground", () => {
    const each = drawing(words("a"));
    assert.deepEqual(places(beside([each, each], 10)), [
      [1, 2],
      [51, 2],
    ]);
    assert.deepEqual(beside([each, each], 10).width, 90);
    assert.deepEqual(places(stack([each, each], 10)), [
      [1, 2],
      [1, 42],
    ]);
    assert.deepEqual(stack([each, each], 10).height, 70);
    const { width, height, shapes } = withFrame(each, "#000000", 5);
    assert.deepEqual([width, height, shapes[0]?.kind], [50, 40, "box"]);
    assert.deepEqual([shapes[1]?.x, shapes[1]?.y], [6, 7]);
  });

  it("clips a text that has no room, between whole characters", () => {
    assert.equal(clippedText("short", 10, 100), "short");
    const clipped = clippedText("👋".repeat(50), 10, 100);
    assert.match(clipped, /^(👋)+…$/u);
    assert.ok(textWidth(clipped, 10) <= 100);
    assert.equal(clippedText("anything", 10, 0), "…");
  });
});
