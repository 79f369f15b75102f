import { messageOf } from "../src/shared/rpc";
import type { ModelInfo, Vectors } from "../src/shared/vectors";
import { commonLimit } from "./heat/limits";
import type { HeatLimit } from "./heat/limits";

/** The vectors of one window, and what they were asked with. */
export interface ShownVectors {
  readonly window: number;
  /** Document token of the window's first row. */
  readonly start: number;
  readonly vectors: Vectors;
  readonly limit: HeatLimit;
}

export interface VectorWish {
  readonly version: number;
  readonly window: number;
  readonly start: number;
  readonly maxLength: number;
  readonly model: ModelInfo;
}

type Load = (version: number, window: number) => Promise<Vectors | undefined>;

/** Asks for one window at a time; the newest wish wins, and what is shown stays until then. */
export class VectorFeed {
  shown: ShownVectors | undefined;
  /** Why the vectors last asked for could not be had. */
  problem: string | undefined;
  private wanted: VectorWish | undefined;
  private asking = false;

  constructor(
    private readonly load: Load,
    private readonly changed: () => void,
  ) {}

  /** @param wish undefined where there is nothing to show */
  want(wish: VectorWish | undefined): void {
    if (wish === undefined) {
      this.wanted = this.shown = this.problem = undefined;
      return;
    }
    if (JSON.stringify(wish) === JSON.stringify(this.wanted)) return;
    const same = JSON.stringify(wish.model) === JSON.stringify(this.wanted?.model);
    // Numbers of another model under this one's name would mislead.
    if (!same) this.shown = undefined;
    this.wanted = wish;
    if (!this.asking) void this.ask();
  }

  /** Asks again for what could not be had. */
  retry(): void {
    if (this.problem !== undefined && !this.asking) void this.ask();
  }

  private async ask(): Promise<void> {
    this.asking = true;
    let asked: VectorWish | undefined;
    while (this.wanted !== undefined && this.wanted !== asked) {
      asked = this.wanted;
      try {
        const vectors = await this.load(asked.version, asked.window);
        if (asked !== this.wanted) continue;
        this.problem = undefined;
        if (vectors !== undefined) this.shown = shownOf(asked, vectors);
      } catch (error) {
        if (asked !== this.wanted) continue;
        this.problem = messageOf(error);
      }
      this.changed();
    }
    this.asking = false;
  }
}

function shownOf({ window, start }: VectorWish, vectors: Vectors): ShownVectors {
  const limit = commonLimit([vectors.token, vectors.position, vectors.input]);
  return { window, start, vectors, limit };
}
