import { add, addRows, multiply, multiplyTurned, turnedMultiply, type Matrix } from "./matrices";

/** Values that are learned, what their gradients add up to, and Adam's running means of both. */
export class Parameter {
  readonly gradient: Matrix;
  private readonly mean: Matrix;
  private readonly square: Matrix;

  constructor(
    readonly shape: readonly number[],
    readonly values: Matrix,
  ) {
    const { length } = values;
    this.gradient = new Float32Array(length);
    this.mean = new Float32Array(length);
    this.square = new Float32Array(length);
  }

  /** One step of Adam, with its usual means of 0.9 and 0.999. @param step from 1 */
  learn(rate: number, step: number): void {
    const { values, gradient, mean, square } = this;
    const [first, second] = [1 - 0.9 ** step, 1 - 0.999 ** step];
    for (let at = 0; at < values.length; at++) {
      const slope = gradient[at] as number;
      const m = (mean[at] = 0.9 * (mean[at] as number) + 0.1 * slope);
      const s = (square[at] = 0.999 * (square[at] as number) + 0.001 * slope * slope);
      const change = (rate * (m / first)) / (Math.sqrt(s / second) + 1e-8);
      values[at] = (values[at] as number) - change;
    }
    gradient.fill(0);
  }
}

/** Draws from a normal distribution. */
export type Draw = () => number;

export function drawn(shape: readonly number[], deviation: number, draw: Draw): Parameter {
  const length = shape.reduce((product, size) => product * size, 1);
  return new Parameter(
    shape,
    Float32Array.from({ length }, () => deviation * draw()),
  );
}

/** x [m, k] @ weight [k, n] + bias [n], weights as GPT-2's Conv1D has them. */
export class Linear {
  readonly weight: Parameter;
  readonly bias: Parameter;
  private x: Matrix = new Float32Array();

  constructor(
    private readonly k: number,
    private readonly n: number,
    draw: Draw,
    deviation = 1 / Math.sqrt(k),
  ) {
    this.weight = drawn([k, n], deviation, draw);
    this.bias = drawn([n], 0, draw);
  }

  forward(x: Matrix): Matrix {
    this.x = x;
    const m = x.length / this.k;
    const y = new Float32Array(m * this.n);
    for (let row = 0; row < m; row++) y.set(this.bias.values, row * this.n);
    multiply(x, this.weight.values, [m, this.k, this.n], y);
    return y;
  }

  backward(dy: Matrix): Matrix {
    const m = dy.length / this.n;
    turnedMultiply(this.x, dy, [m, this.k, this.n], this.weight.gradient);
    addRows(dy, this.bias.gradient);
    const dx = new Float32Array(m * this.k);
    multiplyTurned(dy, this.weight.values, [m, this.k, this.n], dx);
    return dx;
  }
}

/** Each row with mean 0 and variance 1, times weight, plus bias. */
export class Norm {
  readonly weight: Parameter;
  readonly bias: Parameter;
  private normed: Matrix = new Float32Array();
  private deviations: number[] = [];

  constructor(private readonly width: number) {
    this.weight = new Parameter([width], new Float32Array(width).fill(1));
    this.bias = new Parameter([width], new Float32Array(width));
  }

  forward(x: Matrix): Matrix {
    const { width } = this;
    const y = new Float32Array(x.length);
    this.normed = new Float32Array(x.length);
    this.deviations = [];
    for (let from = 0; from < x.length; from += width) {
      const row = x.subarray(from, from + width);
      const mean = row.reduce((sum, value) => sum + value, 0) / width;
      const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / width;
      const deviation = Math.sqrt(variance + 1e-5);
      this.deviations.push(deviation);
      for (let at = 0; at < width; at++) {
        const normed = ((row[at] as number) - mean) / deviation;
        this.normed[from + at] = normed;
        y[from + at] =
          normed * (this.weight.values[at] as number) + (this.bias.values[at] as number);
      }
    }
    return y;
  }

  backward(dy: Matrix): Matrix {
    const { width, normed, weight, bias } = this;
    const dx = new Float32Array(dy.length);
    for (let from = 0, row = 0; from < dy.length; from += width, row++) {
      let sum = 0;
      let product = 0;
      for (let at = 0; at < width; at++) {
        const slope = dy[from + at] as number;
        const value = normed[from + at] as number;
        weight.gradient[at] = (weight.gradient[at] as number) + slope * value;
        bias.gradient[at] = (bias.gradient[at] as number) + slope;
        const own = slope * (weight.values[at] as number);
        sum += own;
        product += own * value;
      }
      for (let at = 0; at < width; at++) {
        const own = (dy[from + at] as number) * (weight.values[at] as number);
        const value = normed[from + at] as number;
        dx[from + at] =
          (own - sum / width - (value * product) / width) / (this.deviations[row] as number);
      }
    }
    return dx;
  }
}

const ROOT = Math.sqrt(2 / Math.PI);

/** GELU by tanh, as GPT-2 has it. */
class Gelu {
  private x: Matrix = new Float32Array();

  forward(x: Matrix): Matrix {
    this.x = x;
    return x.map((value) => 0.5 * value * (1 + Math.tanh(inner(value))));
  }

  backward(dy: Matrix): Matrix {
    return dy.map((slope, at) => {
      const value = this.x[at] as number;
      const tanh = Math.tanh(inner(value));
      const inside = ROOT * (1 + 3 * 0.044715 * value * value);
      return slope * (0.5 * (1 + tanh) + 0.5 * value * (1 - tanh * tanh) * inside);
    });
  }
}

const inner = (value: number): number => ROOT * (value + 0.044715 * value ** 3);

/** Causal self-attention of several heads over one window [L, D]. */
export class Attention {
  readonly qkv: Linear;
  readonly out: Linear;
  private mixed: Matrix = new Float32Array();
  /** Softmaxed, [H, L, L]. */
  private shares: Matrix = new Float32Array();

  constructor(
    private readonly width: number,
    private readonly heads: number,
    draw: Draw,
    deviation: number,
  ) {
    this.qkv = new Linear(width, 3 * width, draw);
    this.out = new Linear(width, width, draw, deviation);
  }

  forward(x: Matrix): Matrix {
    const { width, heads } = this;
    const length = x.length / width;
    const size = width / heads;
    this.mixed = this.qkv.forward(x);
    this.shares = new Float32Array(heads * length * length);
    const values = new Float32Array(x.length);
    for (let head = 0; head < heads; head++) {
      for (let query = 0; query < length; query++) {
        const row = this.shares.subarray(
          (head * length + query) * length,
          (head * length + query + 1) * length,
        );
        let most = -Infinity;
        for (let key = 0; key <= query; key++) {
          row[key] = this.dot(query, key, head, 0, 1) / Math.sqrt(size);
          most = Math.max(most, row[key] as number);
        }
        let sum = 0;
        for (let key = 0; key <= query; key++)
          sum += row[key] = Math.exp((row[key] as number) - most);
        for (let key = 0; key <= query; key++) {
          const share = (row[key] = (row[key] as number) / sum);
          for (let at = 0; at < size; at++) {
            const to = query * width + head * size + at;
            values[to] = (values[to] as number) + share * this.part(key, head, 2, at);
          }
        }
      }
    }
    return this.out.forward(values);
  }

  backward(dy: Matrix): Matrix {
    const { width, heads, mixed } = this;
    const length = dy.length / width;
    const size = width / heads;
    const dValues = this.out.backward(dy);
    const dMixed = new Float32Array(mixed.length);
    const place = (token: number, head: number, which: number): number =>
      token * 3 * width + which * width + head * size;
    for (let head = 0; head < heads; head++) {
      for (let query = 0; query < length; query++) {
        const row = this.shares.subarray(
          (head * length + query) * length,
          (head * length + query + 1) * length,
        );
        const dRow = new Float32Array(query + 1);
        let product = 0;
        for (let key = 0; key <= query; key++) {
          const to = place(key, head, 2);
          let sum = 0;
          for (let at = 0; at < size; at++) {
            const slope = dValues[query * width + head * size + at] as number;
            sum += slope * (mixed[to + at] as number);
            dMixed[to + at] = (dMixed[to + at] as number) + slope * (row[key] as number);
          }
          dRow[key] = sum;
          product += sum * (row[key] as number);
        }
        const from = place(query, head, 0);
        for (let key = 0; key <= query; key++) {
          const slope =
            ((row[key] as number) * ((dRow[key] as number) - product)) / Math.sqrt(size);
          const to = place(key, head, 1);
          for (let at = 0; at < size; at++) {
            dMixed[from + at] = (dMixed[from + at] as number) + slope * (mixed[to + at] as number);
            dMixed[to + at] = (dMixed[to + at] as number) + slope * (mixed[from + at] as number);
          }
        }
      }
    }
    return this.qkv.backward(dMixed);
  }

  /** Of a token's query (0), key (1) or value (2) in a head. */
  private part(token: number, head: number, which: number, at: number): number {
    const { width, heads } = this;
    return this.mixed[token * 3 * width + which * width + head * (width / heads) + at] as number;
  }

  private dot(query: number, key: number, head: number, one: number, other: number): number {
    let sum = 0;
    for (let at = 0; at < this.width / this.heads; at++) {
      sum += this.part(query, head, one, at) * this.part(key, head, other, at);
    }
    return sum;
  }
}

/** x + attention(norm(x)), and of that y + feed-forward(norm(y)). */
export class Block {
  readonly norm1: Norm;
  readonly attention: Attention;
  readonly norm2: Norm;
  readonly up: Linear;
  readonly down: Linear;
  private readonly gelu = new Gelu();

  constructor(width: number, heads: number, draw: Draw, deviation: number) {
    this.norm1 = new Norm(width);
    this.attention = new Attention(width, heads, draw, deviation);
    this.norm2 = new Norm(width);
    this.up = new Linear(width, 4 * width, draw);
    this.down = new Linear(4 * width, width, draw, deviation);
  }

  forward(x: Matrix): Matrix {
    const y = this.attention.forward(this.norm1.forward(x));
    add(x, y);
    const z = this.down.forward(this.gelu.forward(this.up.forward(this.norm2.forward(y))));
    add(y, z);
    return z;
  }

  backward(dz: Matrix): Matrix {
    const dy = this.norm2.backward(this.up.backward(this.gelu.backward(this.down.backward(dz))));
    add(dz, dy);
    const dx = this.norm1.backward(this.attention.backward(dy));
    add(dy, dx);
    return dx;
  }
}
