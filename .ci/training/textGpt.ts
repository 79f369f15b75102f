import { clamp } from "../../src/shared/base/numbers";
import { f32, safetensorsFile } from "../support/safetensorsWriter";
import { uniform } from "../support/random";
import { GptTrainer, type GptSizes } from "./gptTrainer";
import type { Parameter } from "./layers";

/** Of GPT-2's encoding. */
const VOCABULARY = 50_257;

export interface TrainingOptions {
  readonly layers: number;
  readonly heads: number;
  readonly dimensions: number;
  readonly contextLength: number;
  readonly steps: number;
  readonly windowsPerStep: number;
  readonly rate: number;
  readonly seed: number;
  /** Told of the mean loss of each step, in nats. */
  readonly told?: (step: number, loss: number) => void;
}

export interface TrainedGpt {
  /** Mean loss of each step's windows, before what the step changed. */
  readonly losses: readonly number[];
  /** A file as Hugging Face lays GPT-2 out. */
  readonly file: Uint8Array<ArrayBuffer>;
  /** `config.json` beside it, which tells the number of heads. */
  readonly config: string;
}

/**
 * Trains a small GPT on one text, which it learns by heart. Only the ids that the text has get rows of
 * their own; all others share one, which is what training would make of them too.
 */
export function trainOnText(ids: Uint32Array, options: TrainingOptions): TrainedGpt {
  const { contextLength, steps, windowsPerStep, rate, seed } = options;
  const known = [...new Set(ids)].sort((a, b) => a - b);
  const rows = new Map(known.map((id, row) => [id, row]));
  const text = ids.map((id) => rows.get(id) ?? 0);
  const random = uniform(seed);
  const sizes: GptSizes = {
    ...options,
    vocabularySize: known.length + 1,
    sharers: VOCABULARY - known.length,
  };
  const trainer = new GptTrainer(sizes, normal(random));
  const length = Math.min(contextLength, text.length - 1);
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    let loss = 0;
    for (let window = 0; window < windowsPerStep; window++) {
      // Its two ends are in as many windows as its middle is, so that they are learned as well.
      const drawn = Math.floor(random() * text.length) - length / 2;
      const from = clamp(Math.round(drawn), 0, text.length - length - 1);
      const inputs = text.subarray(from, from + length);
      const targets = text.subarray(from + 1, from + length + 1);
      loss += trainer.learnFrom(inputs, targets, windowsPerStep) / windowsPerStep;
    }
    losses.push(loss);
    options.told?.(step, loss);
    // Slower towards the end, so that the last steps settle what the first ones found.
    trainer.step(rate * Math.min(1, (step + 1) / 20) * (1 - (0.9 * step) / steps));
  }
  return { losses, file: fileOf(trainer, rows), config: configOf(options) };
}

function configOf({ layers, heads, dimensions, contextLength }: TrainingOptions): string {
  const config = {
    model_type: "gpt2",
    ...{ n_layer: layers, n_head: heads, n_embd: dimensions, n_positions: contextLength },
    vocab_size: VOCABULARY,
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

function fileOf(trainer: GptTrainer, rows: ReadonlyMap<number, number>): Uint8Array<ArrayBuffer> {
  const { tokens, positions, blocks, norm, sizes } = trainer;
  const { dimensions, vocabularySize } = sizes;
  const table = new Float32Array(VOCABULARY * dimensions);
  for (let id = 0; id < VOCABULARY; id++) {
    const row = (rows.get(id) ?? vocabularySize - 1) * dimensions;
    table.set(tokens.values.subarray(row, row + dimensions), id * dimensions);
  }
  const tensors: [name: string, tensor: Pick<Parameter, "shape" | "values">][] = [
    ["wte.weight", { shape: [VOCABULARY, dimensions], values: table }],
    ["wpe.weight", positions],
  ];
  const put = (name: string, { weight, bias }: { weight: Parameter; bias: Parameter }): void => {
    tensors.push([`${name}.weight`, weight], [`${name}.bias`, bias]);
  };
  blocks.forEach(({ norm1, attention, norm2, up, down }, at) => {
    put(`h.${at}.ln_1`, norm1);
    put(`h.${at}.attn.c_attn`, attention.qkv);
    put(`h.${at}.attn.c_proj`, attention.out);
    put(`h.${at}.ln_2`, norm2);
    put(`h.${at}.mlp.c_fc`, up);
    put(`h.${at}.mlp.c_proj`, down);
  });
  put("ln_f", norm);
  return safetensorsFile(
    Object.fromEntries(tensors.map(([name, { shape, values }]) => [name, f32(shape, values)])),
  );
}

/** By Box and Muller. */
function normal(random: () => number): () => number {
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
