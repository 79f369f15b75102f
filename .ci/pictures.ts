import { main } from "./support/main";
import { takeNotebook, takeToyLayer } from "./notebookPictures";
import { PictureCamera } from "./pictureCamera";
import { openPictureWindow } from "./pictureWindow";
import { takeReport } from "./reportPicture";
import { takeSurprisal } from "./surprisalPicture";
import { takeLostTokens, takePositions, takeSameToken, takeVisualizer } from "./taskPictures";
import { takePositionStep, takeSteps } from "./walkthroughPictures";

/** What `npm run pictures -- NAME…` takes alone, in the order in which one leads to the next. */
const GROUPS: Readonly<Record<string, (camera: PictureCamera) => Promise<void>>> = {
  visualizer: takeVisualizer,
  walkthrough: takeSteps,
  lost: takeLostTokens,
  same: takeSameToken,
  notebook: takeNotebook,
  surprisal: takeSurprisal,
  positions: takeOfGpt2,
  toy: takeToyLayer,
  report: takeReport,
};

/**
 * Remakes every picture of the README, the walkthrough and the notebook's page from the product itself, each in a dark and
 * a light theme. GPT-2's positions come from the golden data; where there is none, their pictures stay
 * as they are. The machine's fonts show: Debian's `fonts-noto-core`, `fonts-noto-cjk`,
 * `fonts-noto-mono` and `fonts-noto-color-emoji` have all that the sample needs.
 */
async function makePictures(names: readonly string[]): Promise<void> {
  const groups = Object.entries(GROUPS);
  const unknown = names.find((name) => !Object.hasOwn(GROUPS, name));
  if (unknown !== undefined) {
    throw new Error(`There are no pictures “${unknown}”, but ${Object.keys(GROUPS).join(", ")}.`);
  }
  const window = await openPictureWindow();
  const camera = new PictureCamera(window);
  try {
    for (const [name, take] of groups) {
      if (names.length === 0 || names.includes(name)) await take(camera);
    }
  } finally {
    await window.close();
  }
}

async function takeOfGpt2(camera: PictureCamera): Promise<void> {
  if (await camera.window.useGpt2()) {
    await takePositionStep(camera);
    await takePositions(camera);
  } else {
    console.log("There is no golden data for GPT-2's positions.");
  }
}

main(async () => {
  await makePictures(process.argv.slice(2));
  console.log("The pictures are in docs/pictures, docs/notebook and media/walkthrough.");
  return 0;
});
