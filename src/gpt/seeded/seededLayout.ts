import type { Table, Tables } from "../../embeddings/table";
import { FileLayout } from "../parameters/fileLayout";
import type { Block, GptParameters, Linear, Norm, Parameter } from "../parameters/parameters";
import { FEED_FORWARD, type SeededGptInfo } from "./seededGpt";

/** What a parameter's values are: all the same, or uniform in ±bound, as `nn.Linear` draws them. */
type Values = number | { readonly bound: number };

/** A parameter as it follows the one before it in its file. */
export interface DrawnParameter {
  readonly count: number;
  readonly kind: Values;
}

export interface SeededLayout {
  readonly parameters: GptParameters;
  /** In torch's order of draws, each with what it is filled with. */
  readonly files: readonly { readonly table: Table; readonly drawn: readonly DrawnParameter[] }[];
}

/**
 * Files of a GPT's parameters beside its two tables, in torch's order of draws: of each block
 * W_query, W_key, W_value, out_proj and the two layers of its feed-forward network, of each its
 * weight and then its bias; the output head. A norm draws nothing. Heads change no value.
 */
export function seededLayout(info: SeededGptInfo, pair: Tables): SeededLayout {
  const { dimensions, heads, layers, qkvBias, vocabularySize } = info;
  const stem = pair.graph.replace(/\.onnx$/, "");
  const kind = `l${layers}${qkvBias ? "-bias" : ""}`;
  const wide = FEED_FORWARD * dimensions;
  const files: FilledFile[] = [];
  const begin = (name: string): FilledFile => {
    const file = new FilledFile(`${stem}.${kind}.${name}.f32`);
    files.push(file);
    return file;
  };
  const blocks = Array.from({ length: layers }, (_, index): Block => {
    const file = begin(`block${index}`);
    return {
      attention: [
        file.linear(dimensions, dimensions, qkvBias),
        file.linear(dimensions, dimensions, qkvBias),
        file.linear(dimensions, dimensions, qkvBias),
      ],
      projection: file.linear(dimensions, dimensions, true),
      up: file.linear(dimensions, wide, true),
      down: file.linear(wide, dimensions, true),
      attentionNorm: file.norm(dimensions),
      feedForwardNorm: file.norm(dimensions),
    };
  });
  const file = begin("head");
  const norm = file.norm(dimensions);
  const head = file.linear(dimensions, vocabularySize, false).weight;
  return { parameters: { dimensions, heads, activation: "tanh", blocks, norm, head }, files };
}

/** Lays parameters into a file, and remembers what they are filled with. */
class FilledFile {
  readonly drawn: DrawnParameter[] = [];
  private readonly layout: FileLayout;

  constructor(name: string) {
    this.layout = new FileLayout(name);
  }

  get table(): Table {
    return this.layout.table;
  }

  /** As `nn.Linear` draws it: both in ±1/√in. */
  linear(width: number, out: number, hasBias: boolean): Linear {
    const bound = Math.fround(1 / Math.sqrt(width));
    const weight = this.fill({ bound }, out, width);
    const bias = hasBias ? this.fill({ bound }, out) : undefined;
    return { weight, bias, isTurned: false };
  }

  norm(width: number): Norm {
    return { scale: this.fill(1, width), shift: this.fill(0, width) };
  }

  private fill(kind: Values, ...shape: readonly number[]): Parameter {
    this.drawn.push({ count: shape.reduce((count, size) => count * size, 1), kind });
    return this.layout.parameter(...shape);
  }
}
