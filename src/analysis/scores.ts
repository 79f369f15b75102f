import { batchOf } from "../embeddings/queries/batch";
import type { CallSignal } from "../shared/base/callSignal";
import type { Predictions } from "../shared/values/predictions";
import type { ModelInfo } from "../shared/values/vectors";
import { scoringWindows, tokensForScoring, type ScoringWindow } from "../windows/scoringWindows";
import type { Analysis } from "./analysis";
import type { Models } from "./models";

/** As much of the models as scoring needs. */
export type ScoringModels = Pick<Models, "current" | "info" | "predict">;

/** What a model says of one token, after those before it. */
export interface TokenScore {
  /** Nats. */
  readonly surprisal: number;
  /** 0 where no id is likelier. */
  readonly rank: number;
  /** What else it expects there, likeliest first. */
  readonly likeliest: readonly { readonly id: number; readonly logProbability: number }[];
  /** Tokens before it that the model saw. */
  readonly context: number;
}

/** Ids kept for each token. */
const LIKELIEST = 5;
/** Tokens whose scores are kept: some 10 MB. */
const MOST_KEPT = 200_000;

/**
 * Scores of tokens by the model in use. They are kept by the ids of their window, so that what is
 * scrolled back to, or stands twice, costs nothing, and an edit costs the windows around it.
 */
export class Scores {
  private readonly kept = new Map<string, Predictions>();
  private tokensKept = 0;
  /** The model that they are of. */
  private scored: string | undefined;

  constructor(private readonly models: ScoringModels) {}

  /** Another for another model; undefined where the one in use predicts nothing. */
  get model(): string | undefined {
    return keyOf(this.models.info);
  }

  /** Whether the model in use, which is opened first if need be, predicts anything. */
  async areThere(): Promise<boolean> {
    return keyOf(await this.models.current()) !== undefined;
  }

  /**
   * What is known of document tokens `[from, to)`, and what is not yet. The model in use is opened
   * first if need be.
   * @returns undefined where the model is no whole GPT
   */
  async of(analysis: Analysis, from: number, to: number): Promise<DocumentScores | undefined> {
    const info = await this.models.current();
    if (keyOf(info) === undefined) return undefined;
    const { contextLength, vocabularySize } = info;
    const needed = tokensForScoring(from, to, contextLength);
    const { version, first, ids } = await analysis.call.slice(needed.from, needed.to);
    const windows = scoringWindows({ first, ids }, { from, to }, contextLength)
      .map((window) => {
        const own = ids.slice(window.start - first, window.to - first);
        return { ...window, ids: own, name: own.join() };
      })
      // The first token alone has nothing to follow from, and ids without rows no vectors.
      .filter(({ ids }) => ids.length > 1 && ids.every((id) => id < vocabularySize));
    return new DocumentScores(version, windows, {
      known: (window) => this.lookUp(window),
      score: (window, signal) => this.score(window, signal),
    });
  }

  private lookUp({ name }: ScoredWindow): Predictions | undefined {
    this.followModel();
    const known = this.kept.get(name);
    if (known === undefined) return undefined;
    // The oldest of the map goes first.
    this.kept.delete(name);
    this.kept.set(name, known);
    return known;
  }

  private async score(window: ScoredWindow, signal?: CallSignal): Promise<void> {
    const { ids, name } = window;
    this.followModel();
    const { scored } = this;
    // What is context alone goes through no head, which is a third of the work.
    const from = Math.max(0, window.from - window.start - 1);
    const answer = await this.models.predict(batchOf([ids]), { top: LIKELIEST, from }, signal);
    this.followModel();
    if (this.scored !== scored) return;
    this.kept.set(name, answer);
    this.tokensKept += ids.length;
    for (const [oldest, { surprisal }] of this.kept) {
      if (this.tokensKept <= MOST_KEPT) break;
      this.kept.delete(oldest);
      this.tokensKept -= surprisal.length;
    }
  }

  private followModel(): void {
    const { model } = this;
    if (model === this.scored) return;
    this.scored = model;
    this.kept.clear();
    this.tokensKept = 0;
  }
}

/** Models of two tables have none. */
function keyOf(info: ModelInfo | undefined): string | undefined {
  return info?.layers === undefined ? undefined : JSON.stringify(info);
}

interface ScoredWindow extends ScoringWindow {
  /** Of tokens `[start, to)`. */
  readonly ids: Uint32Array;
  /** Another for other ids. */
  readonly name: string;
}

interface Keeper {
  readonly known: (window: ScoredWindow) => Predictions | undefined;
  readonly score: (window: ScoredWindow, signal?: CallSignal) => Promise<void>;
}

/** What is known of a stretch of one version of a document. */
export class DocumentScores {
  constructor(
    readonly version: number,
    private readonly windows: readonly ScoredWindow[],
    private readonly keeper: Keeper,
  ) {}

  /** Nats; undefined where it is not known, as of the first token, which nothing is before. */
  surprisalOf(token: number): number | undefined {
    const place = this.placeOf(token);
    return place?.answer.surprisal[place.row];
  }

  scoreOf(token: number): TokenScore | undefined {
    const place = this.placeOf(token);
    if (place === undefined) return undefined;
    const { answer, row } = place;
    const [, , width] = answer.shape;
    const [from, to] = [row * width, (row + 1) * width];
    return {
      surprisal: answer.surprisal[row] as number,
      rank: answer.ranks[row] as number,
      likeliest: Array.from(answer.topIds.subarray(from, to), (id, at) => ({
        id,
        logProbability: answer.topLogProbabilities[from + at] as number,
      })),
      context: row + 1,
    };
  }

  /**
   * Scores what is not known yet, one window after another.
   * @param nearest tells before each which token a person looks at now
   * @param scored told after each
   */
  async complete(nearest: () => number, scored?: () => void, signal?: CallSignal): Promise<void> {
    const left = new Set(this.windows.filter((window) => this.keeper.known(window) === undefined));
    const isStopped = (): boolean => signal?.aborted === true;
    while (left.size > 0 && !isStopped()) {
      const token = nearest();
      const away = ({ from, to }: ScoringWindow): number => Math.max(from - token, token - to, 0);
      const next = [...left].reduce((one, other) => (away(other) < away(one) ? other : one));
      left.delete(next);
      await this.keeper.score(next, signal);
      if (!isStopped()) scored?.();
    }
  }

  private placeOf(token: number): { answer: Predictions; row: number } | undefined {
    const window = this.windows.find(({ from, to }) => from <= token && token < to);
    if (window === undefined || token === window.start) return undefined;
    const answer = this.keeper.known(window);
    return answer && { answer, row: token - window.start - 1 };
  }
}
