import type { CopiedPositions } from "../../shared/values/copiedCode";
import { printPart } from "./printPart";
import type { PythonPart } from "./pythonPart";

/** Seed of the order in which shuffled rows stand. */
const SHUFFLED_BY = 123;

/** Makes of `positions` what a picture of them shows, and prints it. */
export function positionsPart(copied: CopiedPositions): PythonPart[] {
  const { isShuffled, rows } = copied;
  return [...(isShuffled ? [shuffledRows(rows)] : []), printPart(pictureLines(copied))];
}

/** Makes `rows`, the order of the picture beside the ordered one. */
function shuffledRows(count: number): PythonPart {
  return {
    packages: ["import numpy"],
    lines: [
      "# The order in which the panel shuffles the rows, always the same one.",
      `draws = numpy.random.RandomState(${SHUFFLED_BY}).randint(0, 2**32, ${count}, dtype="uint32")`,
      `rows = list(range(${count}))`,
      "for last, draw in zip(reversed(range(1, len(rows))), draws):",
      "    other = int(draw) * (last + 1) >> 32",
      "    rows[last], rows[other] = rows[other], rows[last]",
    ],
  };
}

function pictureLines(copied: CopiedPositions): string[] {
  switch (copied.picture) {
    case "values":
      return valueLines(copied);
    case "cosines":
      return [
        "norms = positions.double().norm(dim=1, keepdim=True).clamp(min=2.0**-1022)",
        "units = (positions.double() / norms).float()",
        "cosines = (units @ units.T).clamp(-1, 1)",
        ...(copied.isShuffled ? ["cosines = cosines[rows][:, rows]"] : []),
        'print(cosines.shape, cosines, sep="\\n")',
        ...crossLine(copied, "cosines"),
      ];
    case "pca":
      return pcaLines(copied);
    case "norms":
      return [
        "norms = positions.double().norm(dim=1)",
        ...inRows(copied, "norms"),
        'print(norms.shape, norms, sep="\\n")',
        ...(copied.at === undefined
          ? []
          : [`print(norms[${copied.at[0]}])  # under the crosshair`]),
      ];
    case "curves":
      return curveLines(copied);
  }
}

/** The table, its values scaled, its columns and rows in the order in which they are shown. */
function valueLines(copied: CopiedPositions): string[] {
  return [
    ...scaledLines(copied),
    ...columnOrder(copied),
    ...inRows(copied, "shown"),
    'print(shown.shape, shown, sep="\\n")',
    ...crossLine(copied, "shown"),
  ];
}

function curveLines(copied: CopiedPositions): string[] {
  const { source, columns, at } = copied;
  return [
    ...scaledLines(copied),
    ...inRows(copied, "shown"),
    ...columns.map((column) => `print(shown[:, ${column}])`),
    ...(source === "rotary" ? ["print(angles.cos().mean(dim=1))  # of all pairs"] : []),
    ...(at === undefined
      ? []
      : [`print(shown[${at[0]}, ${columns[0] ?? 0}])  # under the crosshair`]),
  ];
}

/** Makes `shown`, and `deviations` where a column's mean is asked for. */
function scaledLines({ scaling, order }: CopiedPositions): string[] {
  const needsMean = scaling !== "stored" || order !== "index";
  const deviations = needsMean
    ? ["deviations = positions.double() - positions.double().mean(dim=0)"]
    : [];
  switch (scaling) {
    case "stored":
      return [...deviations, "shown = positions"];
    case "centered":
      return [...deviations, "shown = deviations.float()"];
    case "standardized":
      return [
        ...deviations,
        "spread = deviations.square().mean(dim=0).sqrt()",
        "shown = (deviations / spread).where(spread > 0, torch.zeros_like(deviations)).float()",
      ];
  }
}

function columnOrder({ order }: CopiedPositions): string[] {
  switch (order) {
    case "index":
      return [];
    case "variance":
      return [
        "variances = deviations.square().mean(dim=0)",
        "shown = shown[:, variances.sort(descending=True, stable=True).indices]",
      ];
    case "signChanges":
      return [
        "signs = deviations.sign()",
        "for row in range(1, len(signs)):  # a deviation of 0 is on the side of the one before",
        "    signs[row] = torch.where(signs[row] == 0, signs[row - 1], signs[row])",
        "changes = (signs[1:] * signs[:-1] < 0).sum(dim=0)",
        "shown = shown[:, changes.sort(stable=True).indices]",
      ];
  }
}

function pcaLines(copied: CopiedPositions): string[] {
  return [
    "deviations = positions.double() - positions.double().mean(dim=0)",
    "_, sizes, directions = torch.linalg.svd(deviations, full_matrices=False)",
    "components = directions[:3]",
    "largest = components.gather(1, components.abs().argmax(dim=1, keepdim=True))",
    "components = components * largest.sign()  # the largest value of each is positive",
    "shares = sizes.square() / sizes.square().sum()",
    "print(shares[:3])  # of the variance",
    "scores = deviations @ components.T",
    ...inRows(copied, "scores"),
    'print(scores.shape, scores, sep="\\n")',
    ...(copied.at === undefined ? [] : [`print(scores[${copied.at[0]}])  # under the mark`]),
  ];
}

const inRows = ({ isShuffled }: CopiedPositions, name: string): string[] =>
  isShuffled ? [`${name} = ${name}[rows]`] : [];

const crossLine = ({ at }: CopiedPositions, name: string): string[] =>
  at === undefined ? [] : [`print(${name}[${at[0]}, ${at[1]}])  # under the crosshair`];
