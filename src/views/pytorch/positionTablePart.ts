import type { CopiedPositions } from "../../shared/values/copiedCode";
import {
  alibiSlopes,
  ALIBI_HEADS,
  ROTARY_WIDTH,
  WAVE_BASE,
} from "../../shared/values/positionKinds";
import type { PythonPart } from "./pythonPart";

/** Makes `positions`, `[C, D]`, a row for each position or distance. */
export function positionTablePart({ source, rows, dimensions }: CopiedPositions): PythonPart {
  const packages = ["import torch"];
  switch (source) {
    case "learned":
    case "gpt2":
      return { packages, lines: ["positions = pos_embedding_layer.weight.detach()"] };
    case "sinusoidal":
      return {
        packages,
        lines: [
          "# Vaswani et al. 2017: sines in the even dimensions, cosines in the odd ones.",
          `position = torch.arange(${rows}, dtype=torch.float64).unsqueeze(1)`,
          `even = torch.arange(0, ${dimensions}, 2, dtype=torch.float64)`,
          `angles = position * ${WAVE_BASE} ** (-even / ${dimensions})`,
          `positions = torch.zeros(${rows}, ${dimensions})`,
          "positions[:, 0::2] = angles.sin().float()",
          `positions[:, 1::2] = angles[:, : ${Math.floor(dimensions / 2)}].cos().float()`,
        ],
      };
    case "rotary":
      return {
        packages,
        lines: [
          "# Su et al. 2021: the cosine of the angle of each pair of a head's dimensions.",
          `distance = torch.arange(${rows}, dtype=torch.float64).unsqueeze(1)`,
          `even = torch.arange(0, ${ROTARY_WIDTH}, 2, dtype=torch.float64)`,
          `angles = distance * ${WAVE_BASE} ** (-even / ${ROTARY_WIDTH})`,
          "positions = angles.cos().float()",
        ],
      };
    case "alibi":
      return {
        packages,
        lines: [
          "# Press et al. 2022: what each head adds to the score of a key so far away.",
          `slopes = [${[...alibiSlopes(ALIBI_HEADS)].join(", ")}]`,
          `distance = torch.arange(${rows}, dtype=torch.float64).unsqueeze(1)`,
          "positions = (-torch.tensor(slopes, dtype=torch.float64) * distance).float()",
        ],
      };
  }
}
