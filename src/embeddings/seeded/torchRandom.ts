import { TorchGenerator } from "../../shared/base/torchGenerator";
import type { Arithmetic, Draw } from "../../shared/base/seededDraws";
import { avx2Normals } from "./avx2Normals";
import { BLOCK_SIZE, drawsMemory, UNIFORM_BITS, type Draws, type ToNormals } from "./boxMuller";
import { scalarNormals } from "./scalarNormals";

/** Values drawn in one step, a few milliseconds' worth; whole blocks. */
const STEP = BLOCK_SIZE << 13;

/**
 * Uniforms to values in [−bound, bound): u·(2·bound) − bound. Where there is a fused multiply-add,
 * compilers take it, and the product is not rounded; a double holds it exactly.
 */
const TO_UNIFORMS: Readonly<
  Record<Arithmetic, (draws: Draws, length: number, bound: number) => void>
> = {
  avx2({ uniforms, values }, length, bound) {
    const range = 2 * bound;
    for (let at = 0; at < length; at++) {
      values[at] = ((uniforms[at] as number) / ONE) * range - bound;
    }
  },
  scalar({ uniforms, values }, length, bound) {
    const range = 2 * bound;
    for (let at = 0; at < length; at++) {
      values[at] = Math.fround(((uniforms[at] as number) / ONE) * range) - bound;
    }
  },
};
const ONE = 2 ** UNIFORM_BITS;

const TO_NORMALS: Readonly<Record<Arithmetic, ToNormals>> = {
  avx2: avx2Normals,
  scalar: scalarNormals,
};

/**
 * PyTorch's CPU generator and what `Tensor.normal_` makes of it, bit for bit. Nothing of it hangs
 * on the processor that it runs on. Source: `normal_fill` in pytorch/pytorch.
 */
export class TorchRandom extends TorchGenerator {
  /** The second half of the last pair of normals drawn in doubles. */
  private kept: number | undefined;
  private readonly toNormals: ToNormals;
  private readonly toUniforms: (typeof TO_UNIFORMS)[Arithmetic];

  /**
   * @param seed as for `torch.manual_seed`; only its low 32 bits count
   * @param arithmetic of the processor that torch runs on
   */
  constructor(seed: number, arithmetic: Arithmetic = "avx2") {
    super(seed);
    this.toNormals = TO_NORMALS[arithmetic];
    this.toUniforms = TO_UNIFORMS[arithmetic];
  }

  /** `torch.empty(values.length).normal_()` */
  normal(values: Float32Array): void {
    let at = 0;
    for (const piece of this.drawing(values.length)) {
      values.set(piece, at);
      at += piece.length;
    }
  }

  /**
   * `torch.empty(length).normal_()` in pieces, a few milliseconds' worth each. They lie in the same
   * memory by turns: new memory for a large table takes longer to come by than its values.
   * @returns pieces one after another, each there until the one after the next is asked for, so
   *   that it can be written while the next is drawn
   */
  *drawing(length: number): Generator<Float32Array<ArrayBuffer>, void> {
    if (length < BLOCK_SIZE) {
      yield Float32Array.from({ length }, () => this.nextNormal());
      return;
    }
    const most = Math.min(length, STEP + BLOCK_SIZE);
    // What is drawn in one piece needs the other memory for nothing.
    let [draws, next] = [drawsMemory(most), drawsMemory(length < STEP + BLOCK_SIZE ? 0 : most)];
    for (let rest = length; rest > 0; [draws, next] = [next, draws]) {
      const { uniforms, values } = draws;
      // The last piece takes what would be less than a block after it.
      const size = rest < STEP + BLOCK_SIZE ? rest : STEP;
      this.uniforms(uniforms, 0, size);
      this.toNormals(draws, 0, size - (size % BLOCK_SIZE));
      if (size % BLOCK_SIZE !== 0) {
        // A block that is not full: the last sixteen values are drawn anew.
        this.uniforms(uniforms, size - BLOCK_SIZE, size);
        this.toNormals(draws, size - BLOCK_SIZE, size);
      }
      yield values.subarray(0, size);
      rest -= size;
    }
  }

  /**
   * `torch.empty(length).uniform_(-bound, bound)` in pieces, as `drawing` gives them.
   * @param bound a float32
   */
  *drawingUniform(length: number, bound: number): Generator<Float32Array<ArrayBuffer>, void> {
    const most = Math.min(length, STEP);
    let [draws, next] = [drawsMemory(most), drawsMemory(length > STEP ? most : 0)];
    for (let rest = length; rest > 0; [draws, next] = [next, draws]) {
      const size = Math.min(rest, STEP);
      this.uniforms(draws.uniforms, 0, size);
      this.toUniforms(draws, size, bound);
      yield draws.values.subarray(0, size);
      rest -= size;
    }
  }

  /** Draws what is of no further interest. */
  skip(draw: Draw): void {
    switch (draw.kind) {
      case "embedding":
        this.skipNormal(draw.rows * draw.columns);
        break;
      case "iterator":
        // An int64 is two draws.
        this.next32();
        this.next32();
    }
  }

  /** Draws as many values as `normal` does, and makes nothing of them. */
  private skipNormal(length: number): void {
    if (length < BLOCK_SIZE) {
      for (let at = 0; at < length; at++) this.nextNormal();
      return;
    }
    // A block that is not full is drawn twice.
    const count = length + (length % BLOCK_SIZE === 0 ? 0 : BLOCK_SIZE);
    const memory = new Int32Array(Math.min(count, STEP));
    for (let rest = count; rest > 0; rest -= memory.length) {
      this.uniforms(memory, 0, Math.min(rest, memory.length));
    }
  }

  private nextNormal(): number {
    if (this.kept !== undefined) {
      const kept = this.kept;
      this.kept = undefined;
      return kept;
    }
    const angle = 2 * Math.PI * this.nextDouble();
    const radius = Math.sqrt(-2 * Math.log1p(-this.nextDouble()));
    this.kept = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** Uniform double in [0, 1) from 53 bits, high word first. */
  private nextDouble(): number {
    const high = this.next32() & 0x1f_ffff;
    return (high * 2 ** 32 + this.next32()) / 2 ** 53;
  }
}
