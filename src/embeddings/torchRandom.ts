import { BLOCK, toNormals } from "./boxMuller";

const STATE = 624;
const SHIFT = 397;
/** Values drawn in one step, a few milliseconds' worth; whole blocks. */
const STEP = BLOCK << 13;

/**
 * PyTorch's CPU generator: MT19937 and what `torch.manual_seed` and `Tensor.normal_` make of it.
 * Values agree with torch's float32 within 1e-6; the difference is that of its vectorised log,
 * sine and cosine. Source: the C++ of `at::mt19937` and `normal_fill` in pytorch/pytorch.
 */
export class TorchRandom {
  private readonly state = new Uint32Array(STATE);
  private at = STATE;
  /** The second half of the last pair of normals drawn in doubles. */
  private kept: number | undefined;

  /** @param seed as for `torch.manual_seed`; only its low 32 bits count */
  constructor(seed: number) {
    const { state } = this;
    // Not `>>> 0` alone, which would take a seed beyond 2^53 for its rounded double's bits anyway.
    state[0] = Number(BigInt.asUintN(32, BigInt(seed)));
    for (let at = 1; at < STATE; at++) {
      const last = state[at - 1] as number;
      state[at] = Math.imul(1_812_433_253, last ^ (last >>> 30)) + at;
    }
  }

  /** The next 32 bits, as an unsigned integer. */
  next32(): number {
    if (this.at === STATE) this.twist();
    let bits = this.state[this.at++] as number;
    bits ^= bits >>> 11;
    bits ^= (bits << 7) & 0x9d2c_5680;
    bits ^= (bits << 15) & 0xefc6_0000;
    return (bits ^ (bits >>> 18)) >>> 0;
  }

  /** `torch.empty(values.length).normal_()` */
  normal(values: Float32Array): void {
    const steps = this.drawing(values);
    while (steps.next().done !== true);
  }

  /**
   * `normal` in steps of a few milliseconds, each of which tells how many values were drawn; they
   * are there once the last is done.
   */
  *drawing(values: Float32Array): Generator<number, void> {
    const { length } = values;
    if (length < BLOCK) {
      for (let at = 0; at < length; at++) values[at] = this.nextNormal();
      return;
    }
    for (let start = 0; start < length; start += STEP) {
      const end = Math.min(length, start + STEP);
      this.uniform(values, start, end);
      toNormals(values, start, end - (end % BLOCK));
      yield end;
    }
    if (length % BLOCK !== 0) {
      // A block that is not full: the last sixteen values are drawn anew.
      const last = length - BLOCK;
      this.uniform(values, last, length);
      toNormals(values, last, length);
    }
  }

  /** Uniform float32 values in [0, 1): `next32` in a loop that has its state at hand. */
  private uniform(values: Float32Array, start: number, end: number): void {
    const { state } = this;
    for (let to = start; to < end;) {
      if (this.at === STATE) this.twist();
      const first = this.at - to;
      const stop = Math.min(end, to + STATE - this.at);
      for (; to < stop; to++) {
        let bits = state[first + to] as number;
        bits ^= bits >>> 11;
        bits ^= (bits << 7) & 0x9d2c_5680;
        bits ^= (bits << 15) & 0xefc6_0000;
        values[to] = ((bits ^ (bits >>> 18)) & 0xff_ffff) * 2 ** -24;
      }
      this.at = first + to;
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

  private twist(): void {
    const { state } = this;
    // In three stretches, so that no index has to be checked for the end of the state.
    const wrap = STATE - SHIFT;
    for (let at = 0; at < wrap; at++) {
      state[at] = twisted(
        state[at] as number,
        state[at + 1] as number,
        state[at + SHIFT] as number,
      );
    }
    for (let at = wrap; at < STATE - 1; at++) {
      state[at] = twisted(state[at] as number, state[at + 1] as number, state[at - wrap] as number);
    }
    const last = STATE - 1;
    state[last] = twisted(state[last] as number, state[0] as number, state[SHIFT - 1] as number);
    this.at = 0;
  }
}

function twisted(here: number, next: number, far: number): number {
  const mixed = (here & 0x8000_0000) | (next & 0x7fff_ffff);
  return far ^ (mixed >>> 1) ^ (-(next & 1) & 0x9908_b0df);
}
