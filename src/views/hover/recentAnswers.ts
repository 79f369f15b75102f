/**
 * Answers asked for last. A hover does not wait for one that takes long: it comes meanwhile, and
 * the next hover finds it here.
 */
export class RecentAnswers<T> {
  private readonly answers = new Map<string, Promise<T>>();

  /** @param most answers kept */
  constructor(private readonly most: number) {}

  /** The answer of before, or another. What was refused is asked again. */
  of(key: string, ask: () => Promise<T>): Promise<T> {
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const answer = ask();
    this.answers.set(key, answer);
    answer.catch(() => {
      if (this.answers.get(key) === answer) this.answers.delete(key);
    });
    for (const oldest of this.answers.keys()) {
      if (this.answers.size <= this.most) break;
      this.answers.delete(oldest);
    }
    return answer;
  }

  clear(): void {
    this.answers.clear();
  }
}

/** What a promise comes to within so many milliseconds, else undefined. */
export async function soon<T>(answer: Promise<T>, milliseconds: number): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      resolve(undefined);
    }, milliseconds);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
