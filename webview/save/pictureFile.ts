import * as l10n from "../../src/shared/base/l10n";
import { sizeText } from "../../src/shared/base/numbers";
import type { Remote } from "../../src/shared/base/rpc";
import type { PanelHost } from "../../src/shared/protocol/panel";
import { MOST_PICTURE_BYTES } from "../../src/shared/values/pictureFile";
import type { PictureFormat } from "../../src/shared/values/pictureFile";
import { withFrame } from "../drawing/drawing";
import { themeLook } from "../drawing/look";
import { pngFile, pngUri } from "../drawing/pngFile";
import { svgFile } from "../drawing/svgFile";
import type { Job } from "./job";
import type { Picture } from "./picture";

/** CSS pixels around a saved picture. */
const MARGIN = 20;

/** Draws all of a picture and has the host ask where it goes. */
export async function savePicture(
  host: Pick<Remote<PanelHost>, "savePicture">,
  picture: Picture,
  format: PictureFormat,
  { say, goOn }: Job,
): Promise<void> {
  say(l10n.t("Drawing the picture…"));
  await goOn();
  const look = themeLook();
  const drawing = withFrame(await picture.draw(look), look.background, MARGIN);
  await goOn();
  const bytes =
    format === "png"
      ? await pngFile(drawing)
      : new TextEncoder().encode(
          await svgFile(drawing, picture.title, picture.description, pngUri),
        );
  await goOn();
  if (bytes.length > MOST_PICTURE_BYTES) {
    const most = sizeText(MOST_PICTURE_BYTES);
    say(
      l10n.t(
        "The picture would be a file of {0}; at most {1} can be saved.",
        sizeText(bytes.length),
        most,
      ),
    );
    return;
  }
  say(l10n.t("VS Code’s dialog asks where the picture goes."));
  const name = await host.savePicture(picture.fileName, format, bytes);
  say(name === undefined ? l10n.t("The picture was not saved.") : l10n.t("{0} is saved", name));
}
