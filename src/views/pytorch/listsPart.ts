import type { CopiedNeighbours, CopiedPlaces } from "../../shared/values/copiedCode";
import { NEIGHBOURS } from "../../shared/values/vectorAnswers";
import type { PythonPart } from "./pythonPart";

type Places = Pick<CopiedPlaces, "token" | "position" | "places">;

/** Pairs in one line of the list of places. */
const PAIRS_IN_LINE = 8;

/** Finds the rows of wte nearest to one, or to its sum with a position's, and prints their cosines. */
export function neighboursPart({ id, position, to }: CopiedNeighbours): PythonPart {
  const isSum = to === "input";
  return {
    packages: ["import torch"],
    lines: [
      `token_id = ${id}`,
      "with torch.no_grad():",
      "    vector = token_embedding_layer.weight[token_id]",
      ...(isSum ? [`    vector = vector + pos_embedding_layer.weight[${position}]`] : []),
      "    rows, vector = token_embedding_layer.weight.double(), vector.double()",
      "    lengths = (rows.norm(dim=1) * vector.norm()).clamp(min=2.0**-1022)",
      "    cosines = ((rows @ vector) / lengths).tolist()",
      "cosines = [round(each * 2**40) / 2**40 for each in cosines]  # equal but for their last bits is equal",
      "nearest = sorted(range(len(cosines)), key=lambda each: -cosines[each])",
      ...(isSum ? [] : ["nearest = [each for each in nearest if each != token_id]"]),
      `for each in nearest[:${NEIGHBOURS}]:`,
      '    print(each, f"{cosines[each]:.4f}")  # id and cosine',
    ],
  };
}

/** Compares the vectors of one token at its places, and prints distances and cosines. */
export function placesPart({ token, position, places }: Places): PythonPart {
  return {
    packages: ["import torch"],
    lines: [
      ...placeLines({ token, position, places }),
      "with torch.no_grad():",
      "    token_vector, rows = token_embedding_layer.weight[ids[token]], pos_embedding_layer.weight",
      "    here = (token_vector + rows[position]).double()",
      "    for other, at in places:",
      "        apart = (rows[at].double() - rows[position].double()).norm()",
      "        there = (token_vector + rows[at]).double()",
      "        cosine = (here @ there) / (here.norm() * there.norm()).clamp(min=2.0**-1022)",
      "        # How far the position vectors are apart, and the cosine of token + position.",
      '        print(f"token {other} @{at}: {apart:.4f} {cosine:.4f}")',
    ],
  };
}

/** Compares what blocks make of one token at its places, each read in its window. */
export function placesAfterPart({ blocks, ...copied }: Places & { blocks: number }): PythonPart {
  return {
    packages: ["import torch"],
    lines: [
      ...placeLines(copied),
      "",
      "",
      `def vector_of(token, position):  # after block ${blocks}, counted from 1`,
      "    window = ids[token - position : token + 1]",
      `    return residual_after(window, ${blocks})[position].double()`,
      "",
      "",
      "with torch.no_grad():",
      "    here = vector_of(token, position)",
      "    for other, at in places:",
      "        there = vector_of(other, at)",
      "        cosine = (here @ there) / (here.norm() * there.norm()).clamp(min=2.0**-1022)",
      '        print(f"token {other} @{at}: {(there - here).norm():.4f} {cosine:.4f}")',
    ],
  };
}

function placeLines({ token, position, places }: Places): string[] {
  return [
    `token, position = ${token}, ${position}  # of the text, and in its window; both count from 0`,
    "# Its other places that windows hold, likewise.",
    ...placesLines(places),
    "assert all(ids[other] == ids[token] for other, _ in places)",
  ];
}

function placesLines(places: CopiedPlaces["places"]): string[] {
  const lines: string[] = [];
  for (let at = 0; at < places.length; at += PAIRS_IN_LINE) {
    const pairs = places.slice(at, at + PAIRS_IN_LINE).map((pair) => `(${pair.join(", ")})`);
    lines.push(`    ${pairs.join(", ")},`);
  }
  return lines.length === 0 ? ["places = []"] : ["places = [", ...lines, "]"];
}
