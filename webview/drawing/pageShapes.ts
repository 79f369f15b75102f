import { nothing, svg } from "lit";
import type { SVGTemplateResult } from "lit";
import { BASELINE, lineCap } from "./drawing";
import type { Box, Line, Words } from "./drawing";

/** Shapes as elements of an SVG picture of the page, whose styles have `--mono`. */
export function pageShapes(shapes: readonly (Box | Line | Words)[]): SVGTemplateResult[] {
  return shapes.map(element);
}

function element(shape: Box | Line | Words): SVGTemplateResult {
  const { x, y, colour } = shape;
  switch (shape.kind) {
    case "box":
      return svg`<rect x=${x} y=${y} width=${shape.width} height=${shape.height} fill=${colour}></rect>`;
    case "line":
      return svg`<path
        transform="translate(${x} ${y})"
        d=${shape.path}
        fill="none"
        stroke=${colour}
        stroke-width=${shape.width}
        stroke-linecap=${lineCap(shape)}
        stroke-linejoin="round"
        stroke-dasharray=${shape.dashes?.join(" ") ?? nothing}
      ></path>`;
    case "words":
      return svg`<text
        x=${x}
        y=${y + BASELINE * shape.size}
        fill=${colour}
        font-family=${shape.font === "monospace" ? "var(--mono)" : nothing}
        font-size=${shape.size}
        font-weight=${shape.bold === true ? 600 : nothing}
        text-anchor=${shape.anchor ?? "start"}
      >${shape.text}</text>`;
  }
}
