import { main } from "./support/main";
import { takeNotebook, takeToyLayer } from "./notebookPictures";
import { PictureCamera } from "./pictureCamera";
import { openPictureWindow } from "./pictureWindow";
import { takeLostTokens, takePositions, takeSameToken, takeVisualizer } from "./taskPictures";
import { takePositionStep, takeSteps } from "./walkthroughPictures";

/**
 * Remakes every picture of the README, the walkthrough and the notebook's page from the product itself, each in a dark and
 * a light theme. GPT-2's positions come from the golden data; where there is none, their pictures stay
 * as they are. The machine's fonts show: Debian's `fonts-noto-core`, `fonts-noto-cjk`,
 * `fonts-noto-mono` and `fonts-noto-color-emoji` have all that the sample needs.
 */
async function makePictures(): Promise<void> {
  const window = await openPictureWindow();
  const camera = new PictureCamera(window);
  try {
    await takeVisualizer(camera);
    await takeSteps(camera);
    await takeLostTokens(camera);
    await takeSameToken(camera);
    await takeNotebook(camera);
    if (await window.useGpt2()) {
      await takePositionStep(camera);
      await takePositions(camera);
    } else {
      console.log("There is no golden data for GPT-2's positions.");
    }
    await takeToyLayer(camera);
  } finally {
    await window.close();
  }
}

main(async () => {
  await makePictures();
  console.log("The pictures are in docs/pictures, docs/notebook and media/walkthrough.");
  return 0;
});
