import type { Rgb, ThemeKind } from "../../src/shared/values/diverging";
import { themeKind } from "../base/theme";

/** The theme's colours as pictures take them. */
export interface Look {
  readonly kind: ThemeKind;
  readonly background: string;
  /** Titles and labels. */
  readonly text: string;
  /** What explains them. */
  readonly dim: string;
  /** Lines that only guide the eye. */
  readonly faint: string;
  /** What is pointed at. */
  readonly mark: string;
  /** Of curves, the first in front. */
  readonly curves: readonly string[];
}

/** A variable of the page's own styles, what stands in where a theme has none, and its share. */
interface ThemeInk {
  readonly name: string;
  /** By default the colour of text on the theme's background. */
  readonly otherwise?: string;
  /** Of the colour over the background, where it is no more than a hint. */
  readonly share?: number;
}

const INKS = {
  text: { name: "--vscode-foreground" },
  dim: { name: "--vscode-descriptionForeground" },
  faint: { name: "--vscode-descriptionForeground", share: 0.35 },
  mark: { name: "--vscode-editor-foreground" },
} satisfies Record<string, ThemeInk>;

const CURVE_INKS: readonly ThemeInk[] = [
  { name: "--vscode-textLink-foreground", otherwise: "#4daafc" },
  { name: "--vscode-editorWarning-foreground", otherwise: "#cca700" },
  { name: "--vscode-editor-foreground" },
  { name: "--vscode-errorForeground", otherwise: "#f85149" },
  { name: "--vscode-descriptionForeground" },
];

/** The theme's colours as a saved picture and a canvas take them: opaque, as `#rrggbb`. */
export function themeLook(): Look {
  const kind = themeKind(document.body.classList);
  const light = kind === "light" || kind === "highContrastLight";
  const styles = getComputedStyle(document.body);
  const context = onePixel();
  const ground = light ? "#ffffff" : "#000000";
  const ink = light ? "#1f1f1f" : "#e6e6e6";
  const read = (name: string, otherwise: string): string =>
    styles.getPropertyValue(name).trim() || otherwise;
  const background = mixColors(context, ground, read("--vscode-editor-background", ground), 1);
  return lookOf(kind, background, ({ name, otherwise = ink, share = 1 }) =>
    mixColors(context, background, read(name, otherwise), share),
  );
}

/** The theme's colours as the page's own elements take them, which follow the theme. */
export function pageLook(): Look {
  const background = "var(--vscode-editor-background, Canvas)";
  return lookOf(
    themeKind(document.body.classList),
    background,
    ({ name, otherwise = "currentColor", share = 1 }) => {
      const colour = `var(${name}, ${otherwise})`;
      const percent = `${String(100 * share)}%`;
      return share === 1 ? colour : `color-mix(in srgb, ${colour} ${percent}, ${background})`;
    },
  );
}

function lookOf(kind: ThemeKind, background: string, colour: (ink: ThemeInk) => string): Look {
  return {
    kind,
    background,
    text: colour(INKS.text),
    dim: colour(INKS.dim),
    faint: colour(INKS.faint),
    mark: colour(INKS.mark),
    curves: CURVE_INKS.map(colour),
  };
}

function onePixel(): CanvasRenderingContext2D | undefined {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  return canvas.getContext("2d", { willReadFrequently: true }) ?? undefined;
}

/** A share of a colour over an opaque background: not every reader of SVG knows transparency. */
function mixColors(
  context: CanvasRenderingContext2D | undefined,
  background: string,
  colour: string,
  share: number,
): string {
  if (context === undefined) return colour;
  context.globalAlpha = 1;
  context.fillStyle = background;
  context.fillRect(0, 0, 1, 1);
  context.globalAlpha = share;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return hex([red, green, blue]);
}

export const hex = (colour: Rgb): string =>
  `#${colour.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
