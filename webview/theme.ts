import type { PaletteName, Rgb, ThemeKind } from "../src/shared/diverging";
import { makePalette } from "./heat/palette";
import type { Palette } from "./heat/palette";

/** The kind that VS Code tells by the body's classes. */
export function themeKind(classes: { contains(name: string): boolean }): ThemeKind {
  // High contrast light carries the class of high contrast too.
  if (classes.contains("vscode-high-contrast-light")) return "highContrastLight";
  if (classes.contains("vscode-high-contrast")) return "highContrast";
  return classes.contains("vscode-light") ? "light" : "dark";
}

/** The palette in the theme's colours as they are now. */
export function themePalette(name: PaletteName): Palette {
  const kind = themeKind(document.body.classList);
  const light = kind === "light" || kind === "highContrastLight";
  return makePalette(kind, editorBackground() ?? (light ? WHITE : BLACK), name);
}

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];

/** Calls back after every change of theme, until the returned function is called. */
export function watchTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  const body = { attributes: true, attributeFilter: ["class", "data-vscode-theme-id"] };
  observer.observe(document.body, body);
  // VS Code keeps the variables in the root's style: customised colours change without a class.
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style"] });
  return () => {
    observer.disconnect();
  };
}

/** Any CSS colour becomes bytes when a canvas has painted it. */
function editorBackground(): Rgb | undefined {
  const styles = getComputedStyle(document.body);
  const colour = styles.getPropertyValue("--vscode-editor-background").trim();
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null || colour === "") return undefined;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
  return alpha === 0 ? undefined : [red, green, blue];
}
