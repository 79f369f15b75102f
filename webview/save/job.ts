/** Work on a picture that takes its time, and that a newer wish ends. */
export interface Job {
  /** Tells the person how it goes; an older job is not heard any more. */
  readonly say: (sentence: string) => void;
  /**
   * Lets others work in between.
   * @throws {SupersededError} where a newer job has begun
   */
  readonly goOn: () => Promise<void>;
}

/** Another wish has come: nobody waits for this one. */
export class SupersededError extends Error {}
