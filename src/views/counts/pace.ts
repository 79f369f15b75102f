import { nextTask } from "../ui/nextTask";

/** Some milliseconds' worth of a glob's steps. */
const MOST_STEPS = 500_000;

/** Has long work give way to what else the extension host has to do. */
export class Pace {
  private steps = 0;

  /** @param signal ends the work where it rests */
  constructor(private readonly signal: AbortSignal) {}

  /** Counts work that was done; true where it is time to rest. */
  spend(steps: number): boolean {
    this.steps += steps;
    return this.steps > MOST_STEPS;
  }

  /** @throws the signal's reason when the work is to end */
  async rest(): Promise<void> {
    this.steps = 0;
    await new Promise<void>(nextTask);
    this.signal.throwIfAborted();
  }
}
