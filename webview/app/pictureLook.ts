import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Palette } from "../base/palette";
import { memo } from "../base/memo";
import { themePalette, watchTheme } from "../base/theme";
import type { WindowVectors } from "../feeds/windowVectors";
import { chosenLimit } from "../heat/limitChoice";
import type { ChosenLimit, LimitChoice } from "../heat/limitChoice";
import { PicturesEvent, recallPictures, rememberPictures } from "../heat/pictureChoices";
import type { PictureChoices } from "../heat/pictureChoices";

const limitOf = ({ vectors, after }: WindowVectors, choice: LimitChoice): ChosenLimit => {
  const { token, position, input, shape } = vectors;
  return chosenLimit([token, position, after?.values ?? input], shape[2], choice);
};

/** How all heatmaps are drawn: as the person chose it, in the theme's colours. */
export class PictureLook implements ReactiveController {
  choices: PictureChoices = recallPictures();
  palette: Palette | undefined;
  private readonly limitOf = memo(limitOf);
  private unwatch: (() => void) | undefined;

  /** @param keep keeps what was chosen, as JSON, for the next time the page is opened */
  constructor(
    private readonly page: ReactiveControllerHost & HTMLElement,
    keep: (json: string) => void,
  ) {
    page.addController(this);
    page.addEventListener(PicturesEvent.type, ({ change }) => {
      this.choices = { ...this.choices, ...change };
      rememberPictures(this.choices);
      keep(JSON.stringify(this.choices));
      this.mix();
    });
  }

  /** One limit for the three tables of a window. */
  limit(shown: WindowVectors | undefined): ChosenLimit | undefined {
    return shown && this.limitOf(shown, this.choices.limit);
  }

  hostConnected(): void {
    this.mix();
    this.unwatch = watchTheme(() => {
      this.mix();
    });
  }

  hostDisconnected(): void {
    this.unwatch?.();
  }

  private mix(): void {
    this.palette = themePalette(this.choices.palette);
    this.page.requestUpdate();
  }
}
