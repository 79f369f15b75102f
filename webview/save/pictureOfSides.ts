import { beside } from "./drawing";
import type { Picture, ShowsPicture } from "./picture";

/** CSS pixels between two pictures that stand beside each other. */
const GAP = 32;

/**
 * One picture's values, and all pictures that stand beside each other when it is saved.
 * @param sides in their order, with the one that is copied from
 */
export function pictureOfSides(
  copied: Picture,
  sides: readonly ShowsPicture[],
  fileName: string,
): Picture {
  const pictures = sides.flatMap(({ picture }) => picture ?? []);
  if (pictures.length < 2) return { ...copied, fileName };
  return {
    ...copied,
    fileName: `${fileName}-beside-shuffled`,
    title: pictures.map(({ title }) => title).join(" · "),
    description: pictures.map(({ description }) => description).join(" "),
    draw: async (look) =>
      beside(await Promise.all(pictures.map(async ({ draw }) => draw(look))), GAP),
  };
}
