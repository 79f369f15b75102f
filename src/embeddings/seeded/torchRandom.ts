import { TorchGenerator } from "../../shared/base/torchGenerator";
import type { Arithmetic, Draw } from "../../shared/base/seededDraws";
import { avx2Normals } from "./avx2Normals";
import { BLOCK_SIZE, drawsMemory, type ToNormals } from "./boxMuller";
import { scalarNormals } from "./scalarNormals";

/** Values drawn in one step, a few milliseconds' worth; whole blocks. */
const STEP = BLOCK_SIZE << 13;

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

  /**
   * @param seed as for `torch.manual_seed`; only its low 32 bits count
   * @param arithmetic of the processor that torch runs on
   */
  constructor(seed: number, arithmetic: Arithmetic = "avx2") {
    super(seed);
    this.toNormals = TO_NORMALS[arithmetic];
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

  /** Draws what is of no further interest. */
  skip(draw: Draw): void {
    switch (draw.kind) {
      case "embedding":
        this.normal(new Float32Array(draw.rows * draw.columns));
        break;
      case "iterator":
        // An int64 is two draws.
        this.next32();
        this.next32();
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
