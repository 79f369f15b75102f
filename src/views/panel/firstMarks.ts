import type { Memento } from "vscode";

const SEEN = "tokenscope.firstMarksSeen";

/** Whether the panel explains its pictures by marks: once for a person, on the first open ever. */
export class FirstMarks {
  private isSeen = false;

  /** @param state that all windows of a person share */
  constructor(private readonly state: Memento) {}

  get areWanted(): boolean {
    if (this.isSeen) return false;
    try {
      return this.state.get(SEEN) !== true;
    } catch {
      // Where nothing can be remembered they would come again and again.
      return false;
    }
  }

  /** They are on the screen. Where that cannot be remembered, it is so for this window. */
  noteShown(): void {
    this.isSeen = true;
    // Some throw, some reject.
    void (async () => {
      await this.state.update(SEEN, true);
    })().catch(() => undefined);
  }
}
