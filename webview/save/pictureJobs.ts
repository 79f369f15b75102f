import type { ReactiveController, ReactiveControllerHost } from "lit";
import * as l10n from "../../src/shared/base/l10n";
import { Latest } from "../../src/shared/base/latest";
import type { Observable } from "../../src/shared/base/observable";
import { messageOf } from "../../src/shared/base/rpc";
import type { Remote } from "../../src/shared/base/rpc";
import type { PanelHost } from "../../src/shared/protocol/panel";
import type { PanelState } from "../../src/shared/protocol/panelState";
import type { CopiedCode } from "../../src/shared/values/copiedCode";
import { breath } from "../drawing/pngFile";
import { CodeEvent } from "./codeButton";
import { SupersededError } from "./job";
import type { Job } from "./job";
import { PictureEvent } from "./picture";
import type { Picture, PictureAct } from "./picture";
import { copyFromPicture } from "./pictureCopy";
import { savePicture } from "./pictureFile";
import { watchCopying } from "./pictureKeys";

interface States extends Observable {
  readonly newest: PanelState | undefined;
}

/** Does what the person wants done with pictures, and says what came of it. The newest wish wins. */
export class PictureJobs implements ReactiveController {
  /** What was done, or why not; "" for nothing. */
  sentence = "";
  private readonly latest = new Latest();
  /** Jobs under way: what they say still counts. */
  private pending = 0;
  private release: (() => void) | undefined;

  constructor(
    private readonly page: ReactiveControllerHost & HTMLElement,
    private readonly host: Remote<PanelHost>,
    states: States,
  ) {
    page.addController(this);
    page.addEventListener(PictureEvent.type, ({ act, picture }) => {
      void this.do(act, picture);
    });
    page.addEventListener(CodeEvent.type, ({ code }) => {
      void this.copyCode(code);
    });
    // Before whoever takes the gesture, which may be another wish.
    page.addEventListener("pointerdown", this.forget, true);
    page.addEventListener("keydown", this.forget, true);
    let before = placeOf(states.newest);
    states.watch(() => {
      const now = placeOf(states.newest);
      if (before !== undefined && now !== before) this.forget();
      before = now;
    });
  }

  hostConnected(): void {
    this.release = watchCopying();
  }

  hostDisconnected(): void {
    this.release?.();
  }

  private do(act: PictureAct, picture: Picture): Promise<void> {
    if (act === "python") return this.copyCode(picture.code);
    return this.begin((job) =>
      act === "png" || act === "svg"
        ? savePicture(this.host, picture, act, job)
        : copyFromPicture(this.host, picture, act, job),
    );
  }

  private copyCode(code: CopiedCode): Promise<void> {
    return this.begin(async ({ say }) => {
      const isCopied = await this.host.copyAsPyTorch(code);
      // The host has told why not.
      say(isCopied ? l10n.t("Copied as PyTorch: lines that print these values") : "");
    });
  }

  private async begin(work: (job: Job) => Promise<void>): Promise<void> {
    const signal = this.latest.begin();
    const goOn = async (): Promise<void> => {
      await breath();
      if (signal.aborted) throw new SupersededError();
    };
    const say = (sentence: string): void => {
      if (!signal.aborted) this.say(sentence);
    };
    this.pending++;
    try {
      await work({ say, goOn });
    } catch (error) {
      if (!(error instanceof SupersededError)) say(messageOf(error));
    } finally {
      this.pending--;
    }
  }

  /** The person goes on: what came of the last wish has been read, or will not be. */
  private readonly forget = (): void => {
    if (this.pending === 0) this.say("");
  };

  private say(sentence: string): void {
    if (sentence === this.sentence) return;
    this.sentence = sentence;
    this.page.requestUpdate();
  }
}

/** Where the person is: another for another token or window, another text or another model. */
function placeOf(state: PanelState | undefined): string | undefined {
  return state && JSON.stringify([state.document, state.token, state.window, state.model]);
}
