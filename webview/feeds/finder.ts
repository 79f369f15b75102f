import type { FindAnswer, FindFrom, FoundPlace, SearchTarget } from "../../src/shared/values/find";
import { findSentence } from "../../src/shared/values/findWords";
import { Latest } from "../../src/shared/base/latest";
import { Observable } from "../../src/shared/base/observable";
import { messageOf } from "../../src/shared/base/rpc";

type Load = (
  version: number,
  sought: SearchTarget,
  from: FindFrom,
) => Promise<FindAnswer | undefined>;

interface Wish {
  readonly sought: SearchTarget;
  readonly backwards: boolean;
  /** Chosen document token. */
  readonly selected: number | undefined;
  /** It is still being typed: the place is the first from the chosen token on. */
  readonly isTyped?: boolean;
}

/** Looks for one thing at a time in the document as it is now; the newest wish wins. */
export class TokenFinder extends Observable {
  /** What the search came to, or why it could not begin. */
  sentence: string | undefined;
  /** The tokens last found, while the document is the same. */
  found: FoundPlace | undefined;
  private version: number | undefined;
  private last: { readonly sought: SearchTarget; readonly found: FoundPlace } | undefined;
  private wish: Wish | undefined;
  /** Steps, each backwards or not, that were asked for before what is typed was found. */
  private steps: boolean[] = [];
  private readonly latest = new Latest();

  /** @param reach told of every place that a search comes to */
  constructor(
    private readonly load: Load,
    private readonly reach: (place: FoundPlace) => void,
  ) {
    super();
  }

  get isBusy(): boolean {
    return this.wish !== undefined;
  }

  /** The document has these tokens now: a search under way begins anew in them. */
  use(version: number): void {
    if (version === this.version) return;
    this.version = version;
    this.found = undefined;
    if (this.wish !== undefined) void this.ask(this.wish);
  }

  /** Looks for what is typed so far, from a token on that is the same until it is typed. */
  type(sought: SearchTarget, selected: number | undefined): void {
    this.steps = [];
    void this.ask({ sought, backwards: false, selected, isTyped: true });
  }

  seek(sought: SearchTarget, backwards: boolean, selected: number | undefined): void {
    // From a place that is not known yet, the step is taken once it is.
    if (this.wish?.isTyped === true && sameSought(this.wish.sought, sought)) {
      this.steps.push(backwards);
      return;
    }
    this.steps = [];
    void this.ask({ sought, backwards, selected });
  }

  /** Says why what was typed cannot be looked for. */
  refuse(problem: string): void {
    this.latest.stop();
    this.steps = [];
    this.wish = undefined;
    this.found = undefined;
    this.sentence = problem;
    this.notify();
  }

  /** What is looked for is another, or nothing. */
  forget(): void {
    this.latest.stop();
    this.steps = [];
    this.wish = undefined;
    this.found = undefined;
    if (this.sentence === undefined) return;
    this.sentence = undefined;
    this.notify();
  }

  private async ask(wish: Wish): Promise<void> {
    const signal = this.latest.begin();
    const { version } = this;
    this.wish = wish;
    if (version === undefined) return;
    const { sought, backwards } = wish;
    try {
      const answer = await this.load(version, sought, this.from(wish, version));
      // Of an old document: `use` comes soon, or has come and asked again.
      if (signal.aborted || answer?.version !== version) return;
      this.wish = undefined;
      this.sentence = findSentence(sought, answer, backwards);
      this.found = answer.kind === "found" ? answer : undefined;
      if (this.found !== undefined) this.last = { sought, found: this.found };
      this.notify();
      if (this.found !== undefined) this.reach(this.found);
      const step = this.steps.shift();
      if (step === undefined || this.found === undefined) return;
      void this.ask({ sought, backwards: step, selected: this.found.token });
    } catch (error) {
      if (!signal.aborted) this.refuse(messageOf(error));
    }
  }

  /** From the place last found on while it is still the chosen one, else from the chosen token. */
  private from({ sought, backwards, selected, isTyped }: Wish, version: number): FindFrom {
    const { last } = this;
    const token = selected ?? 0;
    const isSame = last?.found.token === selected && sameSought(last?.sought, sought);
    const goesOn = isSame && isTyped !== true;
    if (last === undefined || !goesOn) return { token, backwards };
    if (last.found.version !== version) return { token: backwards ? token : token + 1, backwards };
    const step = backwards ? 0 : 1;
    return { token: token + step, unit: last.found.unit + step, backwards };
  }
}

function sameSought(one: SearchTarget | undefined, other: SearchTarget): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
