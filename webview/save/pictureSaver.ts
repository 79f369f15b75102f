import * as l10n from "../../src/shared/base/l10n";
import { MOST_PICTURE_BYTES, type PanelHost } from "../../src/shared/protocol/panel";
import type { CopiedCode } from "../../src/shared/values/copiedCode";
import { formatCount, sizeText } from "../../src/shared/base/numbers";
import { messageOf } from "../../src/shared/base/rpc";
import type { Remote } from "../../src/shared/base/rpc";
import { Latest } from "../../src/shared/base/latest";
import { shape } from "../base/format";
import { framed } from "../drawing/drawing";
import { themeLook } from "../drawing/look";
import { matrixText, rowText, valueText } from "./numberText";
import type { Picture, PictureAct } from "./picture";
import { breath, pngFile, pngUri } from "../drawing/pngFile";
import { svgFile } from "../drawing/svgFile";

/** Values that go to the clipboard at most: the cosines of 1,024 positions. */
const MOST_COPIED = 2 ** 20;
/** CSS pixels around a saved picture. */
const MARGIN = 20;

/** Another wish has come: nobody waits for this one. */
class Superseded extends Error {}

/** Does what a person wants done with a picture, and says what came of it. The newest wish wins. */
export class PictureSaver {
  /** What was done, or why not; "" for nothing. */
  said = "";
  private readonly latest = new Latest();
  /** Wishes under way: what is said of them still counts. */
  private pending = 0;

  constructor(
    private readonly host: () => Remote<PanelHost>,
    private readonly changed: () => void,
  ) {}

  do(act: PictureAct, picture: Picture): Promise<void> {
    if (act === "python") return this.copyCode(picture.code);
    return this.newest((say, goOn) =>
      act === "png" || act === "svg"
        ? this.save(picture, act, say, goOn)
        : this.copy(picture, act, say, goOn),
    );
  }

  copyCode(code: CopiedCode): Promise<void> {
    return this.newest(async (say) => {
      const isCopied = await this.host().copyAsPyTorch(code);
      // The host has told why not.
      say(isCopied ? l10n.t("Copied as PyTorch: lines that print these values") : "");
    });
  }

  private async newest(
    work: (say: (sentence: string) => void, goOn: () => Promise<void>) => Promise<void>,
  ): Promise<void> {
    const signal = this.latest.begin();
    const goOn = async (): Promise<void> => {
      await breath();
      if (signal.aborted) throw new Superseded();
    };
    const say = (sentence: string): void => {
      if (signal.aborted) return;
      this.said = sentence;
      this.changed();
    };
    this.pending++;
    try {
      await work(say, goOn);
    } catch (error) {
      if (!(error instanceof Superseded)) say(messageOf(error));
    } finally {
      this.pending--;
    }
  }

  /** A person goes on: what was said of the last wish has been read, or will not be. */
  forget(): void {
    if (this.pending > 0 || this.said === "") return;
    this.said = "";
    this.changed();
  }

  private async copy(
    { table, at, of }: Picture,
    act: "value" | "row" | "matrix",
    say: (sentence: string) => void,
    goOn: () => Promise<void>,
  ): Promise<void> {
    const { values, columns } = table;
    if (act === "matrix") {
      const rows = columns === 0 ? 0 : values.length / columns;
      const count = formatCount(values.length);
      if (values.length > MOST_COPIED) {
        say(
          l10n.t(
            "{0} values are too many for the clipboard, which gets {1} at most. “Tokenscope: Export…” writes a batch’s vectors of any size to a file.",
            count,
            formatCount(MOST_COPIED),
          ),
        );
        return;
      }
      say(l10n.t("Copying {0} values…", count));
      const text = await matrixText(table, goOn);
      await this.host().copy(text);
      const size = shape(rows, columns);
      say(
        of === undefined
          ? l10n.t("Matrix {0} copied: {1} values", size, count)
          : l10n.t("Matrix {0} of the {1} copied: {2} values", size, of, count),
      );
      return;
    }
    if (at === undefined) {
      say(
        act === "row"
          ? l10n.t(
              "Point at a cell first, with the mouse or the arrow keys: its row will be copied.",
            )
          : l10n.t(
              "Point at a cell first, with the mouse or the arrow keys: its value will be copied.",
            ),
      );
      return;
    }
    const { row, column } = at;
    if (act === "row") {
      await this.host().copy(rowText(table, row));
      const count = formatCount(columns);
      say(
        of === undefined
          ? l10n.t("Row {0} copied: {1} values", row, count)
          : l10n.t("Row {0} of the {1} copied: {2} values", row, of, count),
      );
      return;
    }
    const text = valueText(table, row * columns + column);
    await this.host().copy(text);
    say(
      of === undefined
        ? l10n.t("Value at row {0}, column {1} copied: {2}", row, column, text)
        : l10n.t("Value at row {0}, column {1} of the {2} copied: {3}", row, column, of, text),
    );
  }

  private async save(
    picture: Picture,
    format: "png" | "svg",
    say: (sentence: string) => void,
    goOn: () => Promise<void>,
  ): Promise<void> {
    say(l10n.t("Drawing the picture…"));
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
      say(
        l10n.t(
          "The picture would be a file of {0}; at most {1} can be saved.",
          sizeText(bytes.length),
          most,
        ),
      );
      return;
    }
    say(l10n.t("Where the picture goes is asked in VS Code’s dialog."));
    const name = await this.host().savePicture(picture.fileName, format, bytes);
    say(name === undefined ? l10n.t("The picture was not saved.") : l10n.t("{0} is saved", name));
  }
}
