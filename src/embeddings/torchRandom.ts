import { TorchGenerator } from "../shared/torchGenerator";
import { BLOCK, toNormals } from "./boxMuller";

/** Values drawn in one step, a few milliseconds' worth; whole blocks. */
const STEP = BLOCK << 13;

/**
 * PyTorch's CPU generator and what `Tensor.normal_` makes of it.
 * Values agree with torch's float32 within 1e-6; the difference is that of its vectorised log,
 * sine and cosine. Source: `normal_fill` in pytorch/pytorch.
 */
export class TorchRandom extends TorchGenerator {
  /** The second half of the last pair of normals drawn in doubles. */
  private kept: number | undefined;

  /** `torch.empty(values.length).normal_()` */
  normal(values: Float32Array): void {
    let at = 0;
    for (const piece of this.drawing(values.length)) {
      values.set(piece, at);
      at += piece.length;
    }
  }

  /**
   * `torch.empty(length).normal_()` in pieces, a few milliseconds' worth each. All lie in the same
   * memory: new memory for a large table takes longer to come by than its values.
   * @returns pieces one after another, each there until the next is asked for
   */
  *drawing(length: number): Generator<Float32Array<ArrayBuffer>, void> {
    if (length < BLOCK) {
      yield Float32Array.from({ length }, () => this.nextNormal());
      return;
    }
    const memory = new Float32Array(Math.min(length, STEP + BLOCK));
    for (let rest = length; rest > 0;) {
      // The last piece takes what would be less than a block after it.
      const size = rest < STEP + BLOCK ? rest : STEP;
      this.uniform(memory, 0, size);
      toNormals(memory, 0, size - (size % BLOCK));
      if (size % BLOCK !== 0) {
        // A block that is not full: the last sixteen values are drawn anew.
        this.uniform(memory, size - BLOCK, size);
        toNormals(memory, size - BLOCK, size);
      }
      yield memory.subarray(0, size);
      rest -= size;
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
