import type { PaletteName, Rgb, ThemeKind } from "../../src/shared/values/diverging";
import { makePalette } from "./palette";
import type { Palette } from "./palette";
import { themeColour } from "./themeColour";

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
  return makePalette(
    kind,
    themeColour("--vscode-editor-background") ?? (light ? WHITE : BLACK),
    name,
  );
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
