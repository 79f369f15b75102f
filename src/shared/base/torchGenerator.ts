const STATE = 624;
const SHIFT = 397;

/**
 * PyTorch's CPU generator as `torch.manual_seed` leaves it: the Mersenne Twister MT19937
 * (Matsumoto and Nishimura 1998), seeded by `init_genrand`. Source: `at::mt19937` in
 * pytorch/pytorch.
 */
export class TorchGenerator {
  private readonly state = new Uint32Array(STATE);
  private at = STATE;

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

  /** Low 24 bits of `next32`, in a loop that has its state at hand: 2^24 times uniform float32s. */
  uniforms(values: Int32Array, start: number, end: number): void {
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
        values[to] = (bits ^ (bits >>> 18)) & 0xff_ffff;
      }
      this.at = first + to;
    }
  }

  private twist(): void {
    const { state } = this;
    // In three stretches, so that no index has to be checked for the end of the state.
    const wrap = STATE - SHIFT;
    for (let at = 0; at < wrap; at++) {
      state[at] = twistWords(
        state[at] as number,
        state[at + 1] as number,
        state[at + SHIFT] as number,
      );
    }
    for (let at = wrap; at < STATE - 1; at++) {
      state[at] = twistWords(
        state[at] as number,
        state[at + 1] as number,
        state[at - wrap] as number,
      );
    }
    const last = STATE - 1;
    state[last] = twistWords(state[last] as number, state[0] as number, state[SHIFT - 1] as number);
    this.at = 0;
  }
}

function twistWords(here: number, next: number, far: number): number {
  const mixed = (here & 0x8000_0000) | (next & 0x7fff_ffff);
  return far ^ (mixed >>> 1) ^ (-(next & 1) & 0x9908_b0df);
}
