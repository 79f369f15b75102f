import type { Rgb, ThemeKind } from "../../src/shared/values/diverging";
import { themeKind } from "../base/theme";

/** The theme's colours as a saved picture takes them: opaque, as `#rrggbb`. */
export interface Look {
  readonly kind: ThemeKind;
  readonly background: string;
  /** Titles and labels. */
  readonly text: string;
  /** What explains them. */
  readonly dim: string;
  /** Lines that only guide the eye. */
  readonly faint: string;
  /** Of curves, the first in front. */
  readonly curves: readonly string[];
}

/** The variables of the page's own styles, and what stands in where a theme has none. */
export function themeLook(): Look {
  const kind = themeKind(document.body.classList);
  const light = kind === "light" || kind === "highContrastLight";
  const styles = getComputedStyle(document.body);
  const context = onePixel();
  const read = (name: string, otherwise: string, share = 1): string => {
    const colour = styles.getPropertyValue(name).trim();
    return mixed(context, background, colour === "" ? otherwise : colour, share);
  };
  const ground = light ? "#ffffff" : "#000000";
  let background = ground;
  background = read("--vscode-editor-background", ground);
  const ink = light ? "#1f1f1f" : "#e6e6e6";
  return {
    kind,
    background,
    text: read("--vscode-foreground", ink),
    dim: read("--vscode-descriptionForeground", ink, 1),
    faint: read("--vscode-descriptionForeground", ink, 0.35),
    curves: [
      read("--vscode-textLink-foreground", "#4daafc"),
      read("--vscode-editorWarning-foreground", "#cca700"),
      read("--vscode-editor-foreground", ink),
      read("--vscode-errorForeground", "#f85149"),
      read("--vscode-descriptionForeground", ink),
    ],
  };
}

function onePixel(): CanvasRenderingContext2D | undefined {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  return canvas.getContext("2d", { willReadFrequently: true }) ?? undefined;
}

/** A share of a colour over an opaque background: not every reader of SVG knows transparency. */
function mixed(
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
