import { MOST_PICTURE_BYTES, type PanelHost } from "../../src/shared/panel";
import { formatCount, sizeText } from "../../src/shared/numbers";
import { messageOf } from "../../src/shared/rpc";
import type { Remote } from "../../src/shared/rpc";
import { shape } from "../format";
import { framed } from "./drawing";
import { themeLook } from "./look";
import { matrixText, rowText, valueText } from "./numberText";
import type { Picture, PictureAct } from "./picture";
import { breath, pngFile, pngUri } from "./pngFile";
import { svgFile } from "./svgFile";

/** Values that go to the clipboard at most: the cosines of 1,024 positions. */
export const MOST_COPIED = 2 ** 20;
/** CSS pixels around a saved picture. */
const MARGIN = 20;

/** Another wish has come: nobody waits for this one. */
class Superseded extends Error {}

/** Does what a person wants done with a picture, and says what came of it. The newest wish wins. */
export class PictureSaver {
  /** What was done, or why not; "" for nothing. */
  said = "";
  private newest = 0;

  constructor(
    private readonly host: () => Remote<PanelHost>,
    private readonly changed: () => void,
  ) {}

  async do(act: PictureAct, picture: Picture): Promise<void> {
    const wish = ++this.newest;
    const goOn = async (): Promise<void> => {
      await breath();
      if (wish !== this.newest) throw new Superseded();
    };
    const say = (sentence: string): void => {
      if (wish !== this.newest) return;
      this.said = sentence;
      this.changed();
    };
    try {
      if (act === "png" || act === "svg") await this.save(picture, act, say, goOn);
      else await this.copy(picture, act, say, goOn);
    } catch (error) {
      if (!(error instanceof Superseded)) say(messageOf(error));
    }
  }

  private async copy(
    { table, at, of }: Picture,
    act: "value" | "row" | "matrix",
    say: (sentence: string) => void,
    goOn: () => Promise<void>,
  ): Promise<void> {
    const { values, columns } = table;
    const whose = of === undefined ? "" : ` of the ${of}`;
    if (act === "matrix") {
      const rows = columns === 0 ? 0 : values.length / columns;
      const count = formatCount(values.length);
      if (values.length > MOST_COPIED) {
        say(
          `${count} values are too many for the clipboard, which gets ${formatCount(MOST_COPIED)} at most. “Tokenscope: Export…” writes a batch’s vectors of any size to a file.`,
        );
        return;
      }
      say(`Copying ${count} values…`);
      const text = await matrixText(table, goOn);
      await this.host().copy(text);
      say(`Matrix ${shape(rows, columns)}${whose} copied: ${count} values`);
      return;
    }
    if (at === undefined) {
      say(`Point at a cell first, by the mouse or the arrow keys: its ${act} will be copied.`);
      return;
    }
    const { row, column } = at;
    if (act === "row") {
      await this.host().copy(rowText(table, row));
      say(`Row ${String(row)}${whose} copied: ${formatCount(columns)} values`);
      return;
    }
    const text = valueText(table, row * columns + column);
    await this.host().copy(text);
    say(`Value at row ${String(row)}, column ${String(column)}${whose} copied: ${text}`);
  }

  private async save(
    picture: Picture,
    format: "png" | "svg",
    say: (sentence: string) => void,
    goOn: () => Promise<void>,
  ): Promise<void> {
    say("Drawing the picture…");
    await goOn();
    const look = themeLook();
    const drawing = framed(await picture.draw(look), look.background, MARGIN);
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
      say(`The picture would be a file of ${sizeText(bytes.length)}; ${most} are the most.`);
      return;
    }
    say("Where the picture goes is asked in VS Code’s dialog.");
    const name = await this.host().savePicture(picture.fileName, format, bytes);
    say(name === undefined ? "The picture was not saved." : `${name} is saved`);
  }
}
