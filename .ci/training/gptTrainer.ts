import { Block, drawn, Norm, type Draw, type Parameter } from "./layers";
import { multiplyTurned, multiply, turnedMultiply, type Matrix } from "./matrices";

export interface GptSizes {
  readonly layers: number;
  readonly heads: number;
  readonly dimensions: number;
  readonly contextLength: number;
  /** Rows of the token table; inputs and targets are below it. */
  readonly vocabularySize: number;
  /** How many ids share the last row, since no text has them. */
  readonly sharers: number;
}

/** GPT-2 in small, with a head that is the token table, and its gradients by hand. */
export class GptTrainer {
  readonly tokens: Parameter;
  readonly positions: Parameter;
  readonly blocks: readonly Block[];
  readonly norm: Norm;
  private steps = 0;

  constructor(
    readonly sizes: GptSizes,
    draw: Draw,
  ) {
    const { layers, heads, dimensions, contextLength, vocabularySize } = sizes;
    this.tokens = drawn([vocabularySize, dimensions], 1 / Math.sqrt(dimensions), draw);
    this.positions = drawn([contextLength, dimensions], 0.01, draw);
    // As GPT-2 does: what is added to the stream is smaller, the more is added.
    const deviation = 1 / Math.sqrt(2 * layers * dimensions);
    this.blocks = Array.from(
      { length: layers },
      () => new Block(dimensions, heads, draw, deviation),
    );
    this.norm = new Norm(dimensions);
  }

  get parameters(): Parameter[] {
    const blocks = this.blocks.flatMap(({ norm1, attention, norm2, up, down }) =>
      [norm1, attention.qkv, attention.out, norm2, up, down].flatMap((each) => [
        each.weight,
        each.bias,
      ]),
    );
    return [this.tokens, this.positions, ...blocks, this.norm.weight, this.norm.bias];
  }

  /**
   * Mean surprisal of a window's targets, in nats. Its gradients are added to those there are, as a
   * share of so many windows.
   */
  learnFrom(inputs: Uint32Array, targets: Uint32Array, windows: number): number {
    const { dimensions, vocabularySize, sharers } = this.sizes;
    const { length } = inputs;
    const stream = this.forward(inputs);
    const logits = new Float32Array(length * vocabularySize);
    multiplyTurned(stream, this.tokens.values, [length, vocabularySize, dimensions], logits);
    let loss = 0;
    targets.forEach((target, at) => {
      const row = logits.subarray(at * vocabularySize, (at + 1) * vocabularySize);
      // As many equal ids together are so much likelier.
      row[vocabularySize - 1] = (row[vocabularySize - 1] as number) + Math.log(sharers);
      const logSum = logSumExp(row);
      loss += (logSum - (row[target] as number)) / length;
      for (let id = 0; id < vocabularySize; id++) {
        const probability = Math.exp((row[id] as number) - logSum);
        row[id] = (probability - (id === target ? 1 : 0)) / (length * windows);
      }
    });
    this.backward(inputs, stream, logits);
    return loss;
  }

  /** Changes the parameters by the gradients, and forgets these. */
  step(rate: number): void {
    this.steps++;
    for (const parameter of this.parameters) parameter.learn(rate, this.steps);
  }

  private forward(inputs: Uint32Array): Matrix {
    const { dimensions } = this.sizes;
    let x: Matrix = new Float32Array(inputs.length * dimensions);
    inputs.forEach((id, at) => {
      for (let column = 0; column < dimensions; column++) {
        x[at * dimensions + column] =
          (this.tokens.values[id * dimensions + column] as number) +
          (this.positions.values[at * dimensions + column] as number);
      }
    });
    for (const block of this.blocks) x = block.forward(x);
    return this.norm.forward(x);
  }

  private backward(inputs: Uint32Array, stream: Matrix, dLogits: Matrix): void {
    const { dimensions, vocabularySize } = this.sizes;
    const { length } = inputs;
    const { tokens, positions } = this;
    turnedMultiply(dLogits, stream, [length, vocabularySize, dimensions], tokens.gradient);
    const dStream = new Float32Array(stream.length);
    multiply(dLogits, tokens.values, [length, vocabularySize, dimensions], dStream);
    let dx = this.norm.backward(dStream);
    for (const block of [...this.blocks].reverse()) dx = block.backward(dx);
    dx.forEach((slope, at) => {
      const column = at % dimensions;
      const row = (at - column) / dimensions;
      const token = (inputs[row] as number) * dimensions + column;
      tokens.gradient[token] = (tokens.gradient[token] as number) + slope;
      positions.gradient[at] = (positions.gradient[at] as number) + slope;
    });
  }
}

function logSumExp(row: Matrix): number {
  let most = -Infinity;
  for (const value of row) most = Math.max(most, value);
  let sum = 0;
  for (const value of row) sum += Math.exp(value - most);
  return most + Math.log(sum);
}
