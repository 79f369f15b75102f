import { BASELINE, lineCap, SCALE } from "./drawing";
import type { Cells, Drawing, Shape, Words } from "./drawing";

/**
 * The text of an SVG file: well-formed XML whatever the texts hold. It has no styles, which a
 * page's policy may forbid.
 * @param title name of the picture
 * @param description what it shows, for those who do not see it
 * @param image address of a PNG with the cells' pixels, e.g. a data URI
 */
export async function svgFile(
  { width, height, shapes }: Drawing,
  title: string,
  description: string,
  image: (cells: Cells) => Promise<string>,
): Promise<string> {
  const parts: string[] = [];
  for (const shape of shapes) parts.push(await element(shape, image));
  const size = `width="${round(width)}" height="${round(height)}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${size} viewBox="0 0 ${round(width)} ${round(height)}" role="img" aria-labelledby="title description">`,
    `<title id="title">${xmlText(title)}</title>`,
    `<desc id="description">${xmlText(description)}</desc>`,
    ...parts,
    "</svg>\n",
  ].join("\n");
}

async function element(shape: Shape, image: (cells: Cells) => Promise<string>): Promise<string> {
  const place = `x="${round(shape.x)}" y="${round(shape.y)}"`;
  switch (shape.kind) {
    case "box":
      return `<rect ${place} ${extent(shape)} fill="${xmlText(shape.colour)}"/>`;
    case "line": {
      const { x, y, path, colour, width, dashes } = shape;
      const dashed = dashes === undefined ? "" : ` stroke-dasharray="${dashes.join(" ")}"`;
      return `<path transform="translate(${round(x)} ${round(y)})" d="${xmlText(path)}" fill="none" stroke="${xmlText(colour)}" stroke-width="${round(width)}" stroke-linecap="${lineCap(shape)}" stroke-linejoin="round"${dashed}/>`;
    }
    case "words":
      return words(shape);
    case "cells": {
      // Readers of the first SVG know no `href`, those of today no `xlink:href` of necessity.
      const address = xmlText(await image(shape));
      return `<image ${place} ${extent(shape)} preserveAspectRatio="none" image-rendering="pixelated" xlink:href="${address}"/>`;
    }
  }
}

function words({ x, y, text, size, colour, anchor, font, bold }: Words): string {
  const weight = bold === true ? ' font-weight="600"' : "";
  return `<text x="${round(x)}" y="${round(y + BASELINE * size)}" font-family="${font ?? "sans-serif"}" font-size="${round(size)}"${weight} fill="${xmlText(colour)}" text-anchor="${anchor ?? "start"}" direction="ltr" xml:space="preserve">${xmlText(text)}</text>`;
}

const extent = ({ width, height }: { width: number; height: number }): string =>
  `width="${round(width)}" height="${round(height)}"`;

/** Device pixels of a file are told apart, and no more. */
const round = (length: number): string => String(Math.round(length * 100 * SCALE) / (100 * SCALE));

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/**
 * A text as XML 1.0 takes it: markup escaped, control characters as their visible signs, and a
 * replacement character for halves of surrogate pairs and for what is no character.
 */
export function xmlText(text: string): string {
  return text.replace(/[&<>"\p{Cc}\p{Cs}\ufffe\uffff]/gu, (character) => {
    const entity = ENTITIES[character];
    if (entity !== undefined) return entity;
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? "␡" : "\ufffd";
  });
}
