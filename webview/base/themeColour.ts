import type { Rgb } from "../../src/shared/values/diverging";

/**
 * What the first of some of the theme's variables that has a colour has now. Undefined where none
 * has one, or a see-through one.
 */
export function themeColour(...names: readonly string[]): Rgb | undefined {
  const styles = getComputedStyle(document.body);
  for (const name of names) {
    const colour = bytesOf(styles.getPropertyValue(name).trim());
    if (colour !== undefined) return colour;
  }
  return undefined;
}

/** Any CSS colour becomes bytes when a canvas has painted it. */
function bytesOf(colour: string): Rgb | undefined {
  if (colour === "") return undefined;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) return undefined;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
  return alpha === 0 ? undefined : [red, green, blue];
}
