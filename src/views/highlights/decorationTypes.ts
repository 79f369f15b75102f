import {
  DecorationRangeBehavior,
  OverviewRulerLane,
  ThemeColor,
  window,
  type DecorationRenderOptions,
  type Disposable,
  type TextEditorDecorationType,
} from "vscode";
import type { Kind } from "./layout";
import type { Sign } from "./whitespace";

/** Drawn over or instead of characters that are not seen by themselves. */
const SIGNS: Readonly<Record<Sign, string>> = {
  space: "·",
  tab: "→",
  noBreak: "⍽",
  wide: "␣",
  invisible: "◌",
  control: "␦",
};
/** Characters that have no width, so that their sign must have one. */
const WITHOUT_WIDTH: ReadonlySet<Sign> = new Set(["invisible", "control"]);

/** What is drawn besides the tokens and signs. */
const MARKS: Partial<Record<Kind | "beyond", DecorationRenderOptions>> = {
  shared: {
    borderColor: colour("sharedCharacter"),
    borderStyle: "dotted",
    borderWidth: "0 0 2px 0",
  },
  // The editor takes a style's line alone; the colour is a variable of the workbench.
  lost: { textDecoration: "line-through 2px var(--vscode-tokenscope-lostToken)" },
  piece: { borderColor: colour("pieceStart"), borderStyle: "solid", borderWidth: "0 0 0 1px" },
  window: { borderColor: colour("windowStart"), borderStyle: "solid", borderWidth: "2px 0 0 2px" },
  windowAtEnd: { after: { contentText: "⌜", color: colour("windowStart") } },
  beyond: {
    // A line of two pixels that takes no room; its box is as high as the text's line.
    before: {
      contentText: "\u200b",
      width: "0",
      margin: "0 -1px",
      border: "1px solid",
      borderColor: colour("contextEnd"),
    },
    overviewRulerColor: colour("contextEnd"),
    overviewRulerLane: OverviewRulerLane.Full,
  },
};

/** The editor's decoration types, each made when it is first drawn and kept until the end. */
export class DecorationTypes implements Disposable {
  private readonly types = new Map<Kind | "beyond", TextEditorDecorationType>();

  constructor(private readonly borders: boolean) {}

  of(kind: Kind | "beyond"): TextEditorDecorationType {
    const known = this.types.get(kind);
    if (known !== undefined) return known;
    const type = window.createTextEditorDecorationType({
      // What is typed at a token's edge has no colour until its token is known.
      rangeBehavior: DecorationRangeBehavior.ClosedClosed,
      ...this.options(kind),
    });
    this.types.set(kind, type);
    return type;
  }

  dispose(): void {
    for (const type of this.types.values()) type.dispose();
    this.types.clear();
  }

  private options(kind: Kind | "beyond"): DecorationRenderOptions {
    const [what, which = ""] = kind.split(" ");
    const mark = MARKS[kind];
    if (mark !== undefined) return mark;
    if (what === "sign") {
      const sign = which as Sign;
      // Without a width the sign stands over the character and moves no text.
      const width = WITHOUT_WIDTH.has(sign) ? {} : { width: "0" };
      return { before: { contentText: SIGNS[sign], color: colour("whitespace"), ...width } };
    }
    if (what === "surprise") return surprise(Number(which));
    if (what === "surpriseEnd" || what === "surpriseReturn") {
      return {
        after: {
          contentText: what === "surpriseEnd" ? "↵" : "␍",
          color: colour("whitespace"),
          backgroundColor: colour(`surprisal${Number(which) + 1}`),
          border: "1px solid",
          borderColor: colour("surprisalContrastLine"),
        },
      };
    }
    const background = colour(`token${Number(which) + 1}`);
    const border = colour(this.borders ? "tokenBorder" : "tokenContrastBorder");
    if (what === "colour") {
      return {
        backgroundColor: background,
        border: "1px solid",
        borderColor: border,
        borderRadius: "3px",
      };
    }
    return {
      after: {
        contentText: what === "end" ? "↵" : "␍",
        backgroundColor: background,
        color: colour("whitespace"),
      },
    };
  }
}

/** Lines under what surprises, in high contrast alone: there backgrounds tell little. */
const SURPRISE_LINES = ["none", "none", "dotted", "dashed", "solid", "double", "double"];

function surprise(step: number): DecorationRenderOptions {
  const style = SURPRISE_LINES[step] ?? "double";
  // Two lines and the gap between them.
  const width = style === "double" ? 3 + step - SURPRISE_LINES.indexOf("double") : 2;
  return {
    backgroundColor: colour(`surprisal${step + 1}`),
    borderColor: colour("surprisalContrastLine"),
    borderStyle: style,
    borderWidth: `0 0 ${width}px 0`,
  };
}

/** A colour that package.json contributes. */
function colour(name: string): ThemeColor {
  return new ThemeColor(`tokenscope.${name}`);
}
