import { Observable } from "../../src/shared/base/observable";

/**
 * The document token that the mouse or the keys are on, in whichever pane. All panes share it, and
 * none renders anew for it: they put their marks on what is there.
 */
export class HoveredToken extends Observable {
  token: number | undefined;
  /** Whether the keys are on it, not the mouse. */
  byKeys = false;

  point(token: number | undefined, byKeys = false): void {
    if (token === this.token) return;
    this.token = token;
    this.byKeys = byKeys;
    this.notify();
  }
}

/** Tells the editor what is pointed at: the newest once it has answered to the one before. */
export class PointTeller {
  private isTelling = false;
  private last: number | undefined;

  constructor(
    private readonly pointed: HoveredToken,
    private readonly tell: (token: number | undefined) => Promise<void>,
  ) {
    pointed.watch(() => void this.send());
  }

  /** The document has other tokens: what the editor marks is gone, or is not the token any more. */
  again(): void {
    if (this.last === undefined) return;
    this.last = undefined;
    void this.send();
  }

  private async send(): Promise<void> {
    if (this.isTelling) return;
    this.isTelling = true;
    while (this.last !== this.pointed.token) {
      const { token } = this.pointed;
      this.last = token;
      await this.tell(token);
    }
    this.isTelling = false;
  }
}
