import * as l10n from "../../src/shared/base/l10n";
import type { PositionLens } from "../../src/shared/values/predictionAnswers";
import { probabilityText } from "../../src/shared/values/surprisal";
import { heading, LABEL_SIZE, remark, TEXT_SIZE } from "../drawing/chartParts";
import { clippedText } from "../drawing/clippedText";
import { movedBy, stack } from "../drawing/drawing";
import type { Box, Drawing, Shape, Words } from "../drawing/drawing";
import type { Look } from "../drawing/look";
import type { LensWish } from "../feeds/predictions";
import type { Picture } from "../save/picture";
import { candidatesOf, candidateText } from "./predictionWords";
import type { Candidate } from "./predictionWords";

/** CSS pixels: of the blocks' names, and of a candidate. */
const GUTTER = 110;
const CELL = { width: 150, height: 38 } as const;
const BAR = 3;
const FRAME = 1.5;

export interface LensPictureSource {
  readonly wish: LensWish;
  readonly answer: PositionLens;
  /** The token at the position, and the id that really comes next. */
  readonly here: string;
  readonly nextId: number | undefined;
}

/** What stands before a row: after how many blocks it is. */
export const afterBlocks = (blocks: number): string =>
  blocks === 0 ? l10n.t("input vector") : l10n.t("after block {0}", blocks);

/** The lens of a position as it is copied from and saved; its values are the probabilities. */
export function lensPicture({ wish, answer, here, nextId }: LensPictureSource): Picture {
  const [, columns] = answer.shape;
  const { window, start, token } = wish;
  const position = token - start;
  const title = l10n.t(
    "The likeliest next token after each block, at position {0}: {1}",
    position,
    here,
  );
  return {
    fileName: `window-${String(window + 1)}-lens-${String(position)}`,
    title,
    description: l10n.t(
      "A row for the input vector and for each block, the likeliest tokens with their probabilities from left to right.",
    ),
    table: { values: answer.topLogProbabilities.map(Math.exp), columns },
    of: l10n.t("probabilities after each block"),
    at: undefined,
    code: { of: "lens", window, position },
    draw: (look) => lensDrawing(title, answer, nextId, look),
  };
}

function lensDrawing(
  title: string,
  answer: PositionLens,
  nextId: number | undefined,
  look: Look,
): Drawing {
  const [rows, columns] = answer.shape;
  const width = GUTTER + columns * CELL.width;
  const lines = Array.from({ length: rows }, (_, blocks): Drawing => {
    const name: Words = {
      ...{ kind: "words", x: GUTTER - 12, y: CELL.height / 2, anchor: "end" },
      ...{ text: afterBlocks(blocks), size: TEXT_SIZE, colour: look.dim },
    };
    const cells = candidatesOf(answer, blocks).flatMap((each, at) =>
      movedBy(candidateShapes(each, each.id === nextId, look), GUTTER + at * CELL.width, 0),
    );
    return { width, height: CELL.height, shapes: [name, ...cells] };
  });
  const next = l10n.t("✓ what really comes next");
  return stack([heading(title, width, look), remark(next, width, look), ...lines], 6);
}

/** One of the likeliest tokens, marked where it really comes next. */
function candidateShapes(candidate: Candidate, isNext: boolean, look: Look): Shape[] {
  const inner = CELL.width - 12;
  const text = `${isNext ? "✓" : ""}${candidateText(candidate)}`;
  const share = Math.min(1, Math.max(0, candidate.probability));
  const bar = { kind: "box", x: 0, y: CELL.height - BAR - 2, height: BAR } as const;
  return [
    ...(isNext ? frameShapes(inner + 6, look) : []),
    { ...bar, width: inner, colour: look.faint },
    { ...bar, width: share * inner, colour: look.curves[0] ?? look.text },
    {
      ...{ kind: "words", x: 0, y: 8, size: TEXT_SIZE, colour: look.text, font: "monospace" },
      ...{ text: clippedText(text, TEXT_SIZE, inner, "monospace"), bold: isNext },
    },
    {
      ...{ kind: "words", x: 0, y: 22, size: LABEL_SIZE, colour: look.dim },
      text: l10n.t("id {0} · {1}", candidate.id, probabilityText(candidate.probability)),
    },
  ];
}

/** A line around a cell. */
function frameShapes(width: number, { mark: colour }: Look): Box[] {
  const side = { kind: "box", y: -2, height: CELL.height + 2, width: FRAME, colour } as const;
  const edge = { kind: "box", x: -4, width, height: FRAME, colour } as const;
  return [
    { ...side, x: -4 },
    { ...side, x: width - 4 - FRAME },
    { ...edge, y: -2 },
    { ...edge, y: CELL.height - FRAME },
  ];
}
