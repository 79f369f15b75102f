import type { NextStep } from "../embeddings/steps";
import type { CallSignal } from "../shared/base/callSignal";

/**
 * Questions that are being answered, of which the newest goes on: the older ones wait between two of
 * their steps until it is answered, so that what a person looks at now never waits for what they
 * looked at before.
 */
export class Questions {
  private readonly open: { readonly ended: Promise<void> }[] = [];

  /** @param pause lets calls in that came meanwhile */
  constructor(private readonly pause: () => Promise<void>) {}

  /**
   * @param work given what it awaits between steps of some milliseconds
   * @param signal ends the work at its next step
   */
  async answerInSteps<T>(work: (step: NextStep) => Promise<T>, signal?: CallSignal): Promise<T> {
    let end = (): void => undefined;
    const question = { ended: new Promise<void>((resolve) => (end = resolve)) };
    const { open } = this;
    const step: NextStep = async () => {
      await this.pause();
      signal?.throwIfAborted();
      for (let newest = open.at(-1); newest !== question; newest = open.at(-1)) {
        await newest?.ended;
        signal?.throwIfAborted();
      }
    };
    open.push(question);
    try {
      // Those that came together begin with the last.
      await step();
      return await work(step);
    } finally {
      open.splice(open.indexOf(question), 1);
      end();
    }
  }
}
