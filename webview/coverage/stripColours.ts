import type { Rgb, ThemeKind } from "../../src/shared/values/diverging";
import { mix, pixel } from "../base/colour";
import { themeKind } from "../base/theme";
import { themeColour } from "../base/themeColour";
import { strength } from "./stripLayout";
import type { UseLane } from "./stripLayout";

/** Colours between an empty and a full lane. */
const STEPS = 64;
/** How much an empty lane is set apart from the page. */
const TRACK = 0.09;
/** How much a bar is. */
const BAR = 0.62;
export interface StripColours {
  readonly kind: ThemeKind;
  /** For each lane, pixels from empty to full. */
  readonly ramps: Readonly<Record<UseLane, Uint32Array>>;
  readonly empty: number;
  /** Of a bar of surprisal. */
  readonly bar: number;
  /** For lines, as CSS. */
  readonly input: string;
  readonly target: string;
  readonly line: string;
  readonly halo: string;
}

/** The strip's colours in the theme as it is now. */
export function stripColours(): StripColours {
  const kind = themeKind(document.body.classList);
  const light = kind === "light" || kind === "highContrastLight";
  const background = themeColour("--vscode-editor-background") ?? (light ? WHITE : BLACK);
  const line = themeColour("--vscode-editor-foreground") ?? (light ? BLACK : WHITE);
  const input = themeColour("--vscode-tokenscope-windowInput", "--vscode-focusBorder") ?? [
    0, 120, 212,
  ];
  const target =
    themeColour("--vscode-tokenscope-windowTarget", "--vscode-editorWarning-foreground") ??
    ([204, 167, 0] as const);
  const unused = themeColour("--vscode-errorForeground") ?? [248, 81, 73];
  const empty = mix(background, line, TRACK);
  return {
    kind,
    ramps: {
      inputs: ramp(empty, input),
      targets: ramp(empty, target),
      unused: ramp(empty, unused),
    },
    empty: pixel(empty),
    bar: pixel(mix(background, line, BAR)),
    input: css(input),
    target: css(target),
    line: css(line),
    halo: css(background),
  };
}

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
const css = ([red, green, blue]: Rgb): string => `rgb(${red} ${green} ${blue})`;

/** The pixel of a lane that is so full, from 0 to 1. */
export function shadeOf(full: number, lane: UseLane, { kind, ramps, empty }: StripColours): number {
  const high = kind === "highContrast" || kind === "highContrastLight";
  // In high contrast a form tells how a lane is used; half of a pixel's column is left of it.
  const shown = high && lane === "unused" && full > 0 ? 1 : strength(full, lane);
  return ramps[lane][Math.round(shown * STEPS)] ?? empty;
}

function ramp(empty: Rgb, full: Rgb): Uint32Array {
  return Uint32Array.from({ length: STEPS + 1 }, (_, step) =>
    pixel(mix(empty, full, step / STEPS)),
  );
}
