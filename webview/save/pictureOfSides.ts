import { beside } from "../drawing/drawing";
import type { Picture, ShowsPicture } from "./picture";

/** CSS pixels between two pictures that stand beside each other. */
const GAP = 32;

/**
 * One picture's values, and all pictures that stand beside each other when it is saved.
 * @param sides in their order, with the one that is copied from
 * @param areShuffled whether the second has the rows of the first in a random order
 */
export function pictureOfSides(
  copied: Picture,
  sides: readonly ShowsPicture[],
  fileName: string,
  areShuffled: boolean,
): Picture {
  const pictures = sides.flatMap(({ picture }) => picture ?? []);
  if (pictures.length < 2) return { ...copied, fileName };
  return {
    ...copied,
    fileName: areShuffled ? `${fileName}-beside-shuffled` : fileName,
    title: pictures.map(({ title }) => title).join(" · "),
    description: pictures.map(({ description }) => description).join(" "),
    draw: async (look) =>
      beside(await Promise.all(pictures.map(async ({ draw }) => draw(look))), GAP),
  };
}
