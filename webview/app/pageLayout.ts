import * as v from "valibot";
import { clamp } from "../../src/shared/base/numbers";
import { SECTIONS } from "../base/sections";
import type { Section } from "../base/sections";
import { FLAT_ROW, LOWEST_ROW, MOST_WHOLE_ROWS } from "../vectors/vectorLayout";
import { POSITION_LINE, TOKEN_ROW, WINDOW_PAIR } from "../base/cellSizes";

/** Borders that are dragged, by what lies before them. */
export type Border = "tokens" | "windows" | "left";

/** What a person chose of the page's parts; what is undefined follows the room there is. */
export interface SectionChoices {
  readonly folded: Partial<Record<Section, boolean>>;
  /** CSS pixels; of `left`, the width of what lies left of a border that goes from top to bottom. */
  readonly sizes: Partial<Record<Border, number>>;
}

export const NO_CHOICES: SectionChoices = { folded: {}, sizes: {} };

const perSection = v.exactOptional(v.boolean());
const size = v.exactOptional(v.pipe(v.number(), v.finite(), v.minValue(0)));
export const sectionChoicesSchema = v.object({
  folded: v.object({
    loader: perSection,
    coverage: perSection,
    tokens: perSection,
    windows: perSection,
    pictures: perSection,
  }),
  sizes: v.object({ tokens: size, windows: size, left: size }),
});

/**
 * How the parts lie: one under the other; tokens and windows beside each other above the pictures;
 * everything else left of the pictures; the same in a low page, with the loader on the left too;
 * or, where there is room for nothing else, the chosen window and a picture alone at the top.
 */
export type Arrangement = "column" | "above" | "beside" | "low" | "tiny";

/** What the page has to show, and the room for it. All sizes are CSS pixels. */
export interface PageRoom {
  readonly width: number;
  readonly height: number;
  /** Of what stands above all parts: the header, and what is told beneath it. */
  readonly header: number;
  /** Of the loader's options and of the coverage, unfolded, as they are with their sentences. */
  readonly loader: number;
  readonly coverage: number;
  /** Rows of the heatmaps; undefined where other pictures are shown. */
  readonly rows: number | undefined;
  /** Whether these are the layer's. */
  readonly isLayer: boolean;
  /** Windows of the chosen window's batch. */
  readonly windows: number;
  /** Whether something is shown beside the heatmaps, or beneath them. */
  readonly detailed: boolean;
  /** Parts that are not there: of a text too short for a window. */
  readonly absent: readonly Section[];
}

/** Where the parts lie. CSS pixels. */
export interface PageLayout {
  readonly arrangement: Arrangement;
  readonly folded: Readonly<Record<Section, boolean>>;
  readonly tokens: number;
  readonly windows: number;
  readonly pictures: number;
  /** Width of what lies left, where something lies right of it. */
  readonly left: number;
  /** Whether a detail lies beneath the heatmaps, not beside them. */
  readonly stacked: boolean;
}

/** A heading alone. */
export const FOLDED = 22;
/** The line about the chosen token. */
const TOKEN_LINE = 22;
const TOKENS_BESIDE_ROWS = FOLDED + TOKEN_LINE;
const WINDOWS_BESIDE_PAIRS = FOLDED + POSITION_LINE;
/** The tabs' line. */
const TABS = 25;
const NAME = 18;
/** Axis, readout and the switches of the details, with the lines between. */
const FOOT = 13 + 21 + 24;
const DETAIL = 340;
/** Of the layer's tables, and of positions with all that is chosen of them. */
const LAYER = 300;
const POSITIONS = 430;
/** Lower than this, heatmaps have a use for more height than tokens have. */
const COMFORTABLE_ROW = 34;
const MOST_TOKEN_ROWS = 4;
/** What remains of a part, however far its border is dragged. */
const LEAST_PART = 60;

const NARROW = 600;
const LOW = 480;
const TINY = 240;
const ABOVE = 860;
const BESIDE = 1200;

const sum = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0);
const between = (least: number, value: number, most: number): number =>
  clamp(value, least, Math.max(least, most));

/** In a narrow page what is read off takes a second line, and the switches do. */
const NARROW_FOOT = 44;
const FOOT_WIDTH = 490;

/** How high three heatmaps are with their names, the tabs above and what is read off beneath. */
function picturesHeight(rows: number, rowHeight: number): number {
  return TABS + 3 * (NAME + rows * rowHeight) + FOOT + 6;
}

/** The least and the most that the pictures have a use for. */
function picturesNeed({ rows, isLayer, width, height }: PageRoom): {
  readonly least: number;
  readonly most: number;
} {
  if (rows === undefined) return { least: TABS + (isLayer ? LAYER : POSITIONS), most: Infinity };
  const whole = Math.min(rows, MOST_WHOLE_ROWS);
  const lowest = whole <= 4 ? LOWEST_ROW : Math.max(FLAT_ROW, Math.ceil((4 * LOWEST_ROW) / whole));
  const isLow = height < LOW && width >= NARROW;
  const foot = !isLow && width < FOOT_WIDTH ? NARROW_FOOT : 0;
  return {
    least: foot + Math.max(picturesHeight(whole, lowest), picturesHeight(1, LOWEST_ROW)),
    most: foot + picturesHeight(rows, COMFORTABLE_ROW),
  };
}

const tokensHeight = (rows: number): number => TOKENS_BESIDE_ROWS + rows * TOKEN_ROW;
const windowsHeight = (pairs: number): number => WINDOWS_BESIDE_PAIRS + pairs * WINDOW_PAIR;

/** One heatmap beneath the tabs: what a page that is too low for three still shows. */
const FIRST_PICTURE = TABS + NAME + 4 * LOWEST_ROW;

/** Which parts fold by themselves, first to last, where the room is short. */
const GIVES_WAY: readonly Section[] = ["tokens", "coverage", "loader"];

/** @param choices what the person folded, unfolded and dragged */
export function pageLayout(room: PageRoom, choices: SectionChoices): PageLayout {
  const { folded, forced } = foldedBy(room, choices);
  const arrangement = arrangementOf(room, folded);
  const isSplit = arrangement !== "column" && arrangement !== "tiny";
  const left = isSplit
    ? Math.round(
        between(240, choices.sizes.left ?? leftWidth(arrangement, room.width), room.width - 260),
      )
    : room.width;
  const heights = { column, tiny: column, above, beside, low: beside }[arrangement](
    room,
    folded,
    choices.sizes,
    arrangement,
  );
  if (forced) {
    // The chosen window alone, without a heading.
    return {
      arrangement: "tiny",
      folded: { ...folded, windows: false },
      left,
      ...heights,
      windows: WINDOW_PAIR,
    };
  }
  return { arrangement, folded, left, ...heights };
}

function leftWidth(arrangement: Arrangement, width: number): number {
  return arrangement === "above" ? width / 2 : arrangement === "low" ? 0.46 * width : 0.42 * width;
}

function arrangementOf(
  { width, height, absent }: PageRoom,
  folded: Readonly<Record<Section, boolean>>,
): Arrangement {
  if (folded.pictures) return "column";
  if (height < LOW && width >= NARROW) return "low";
  const leftIsEmpty =
    (folded.tokens || absent.includes("tokens")) && (folded.windows || absent.includes("windows"));
  if (leftIsEmpty) return "column";
  if (width >= BESIDE) return "beside";
  const pair = !folded.tokens && !folded.windows && !absent.includes("windows");
  return width >= ABOVE && pair ? "above" : "column";
}

/** What is folded: what the person chose, and as little beside it as makes room for the rest. */
function foldedBy(
  room: PageRoom,
  { folded: chosen }: SectionChoices,
): { readonly folded: Readonly<Record<Section, boolean>>; readonly forced: boolean } {
  const asChosen = Object.fromEntries(
    SECTIONS.map((section) => [section, chosen[section] ?? false]),
  ) as Record<Section, boolean>;
  const stacked = room.height >= LOW || room.width < NARROW;
  if (!stacked) return { folded: asChosen, forced: false };
  const { least } = picturesNeed(room);
  const isSplit = room.width >= ABOVE;
  const free = GIVES_WAY.filter(
    (section) => chosen[section] === undefined && !room.absent.includes(section),
  );
  const tries = Array.from({ length: free.length + 1 }, (_, count) => {
    const also = Object.fromEntries(free.slice(0, count).map((section) => [section, true]));
    return { ...asChosen, ...also };
  });
  for (const need of [least, FIRST_PICTURE]) {
    const fitting = tries.find((folded) => needed(room, folded, need, isSplit) <= room.height);
    if (fitting !== undefined) return { folded: fitting, forced: false };
  }
  const forced = room.height < TINY || room.width < 200;
  return { folded: tries.at(-1) ?? asChosen, forced };
}

/** The least height of all parts, one under the other, or with tokens and windows side by side. */
function needed(
  room: PageRoom,
  folded: Readonly<Record<Section, boolean>>,
  pictures: number,
  isSplit: boolean,
): number {
  const part = (section: Section, height: number): number =>
    room.absent.includes(section) ? 0 : folded[section] ? FOLDED : height;
  const tokens = part("tokens", tokensHeight(2));
  const windows = part("windows", windowsHeight(1));
  return sum([
    room.header,
    part("loader", room.loader),
    part("coverage", room.coverage),
    isSplit ? Math.max(tokens, windows) : tokens + windows,
    part("pictures", pictures),
  ]);
}

type Heights = Pick<PageLayout, "tokens" | "windows" | "pictures" | "stacked">;

/** One part under the other: what is left goes to the pictures, as far as they have a use for it. */
function column(
  room: PageRoom,
  folded: Readonly<Record<Section, boolean>>,
  sizes: SectionChoices["sizes"],
): Heights {
  const has = (section: Section): boolean => !room.absent.includes(section) && !folded[section];
  const rest = restOf(room, folded);
  const { least, most } = picturesNeed(room);
  const pictures = folded.pictures ? FOLDED : least;
  let tokens = has("tokens") ? (sizes.tokens ?? tokensHeight(2)) : absentOr("tokens", room);
  let windows = has("windows") ? (sizes.windows ?? windowsHeight(1)) : absentOr("windows", room);
  const spare = (): number => rest - tokens - windows - pictures;
  const enough = folded.pictures ? 0 : most - least;
  // What the heatmaps have no use for goes to the tokens and to more of the batch.
  if (spare() > enough && has("windows") && sizes.windows === undefined) {
    const pairs = Math.floor((spare() - enough) / 2 / WINDOW_PAIR);
    windows = windowsHeight(1 + clamp(pairs, 0, room.windows - 1));
  }
  if (spare() > enough && has("tokens") && sizes.tokens === undefined) {
    const rows = Math.floor((spare() - enough) / TOKEN_ROW);
    const most = folded.pictures || folded.windows ? Infinity : MOST_TOKEN_ROWS;
    tokens = tokensHeight(2 + clamp(rows, 0, most));
  }
  const left = rest - tokens - windows;
  if (folded.pictures) {
    // Nobody else has a use for it.
    if (has("tokens")) tokens = Math.max(tokens, rest - windows - FOLDED);
    else if (has("windows")) windows = Math.max(windows, rest - tokens - FOLDED);
    return { tokens, windows, pictures: FOLDED, stacked: false };
  }
  return { tokens, windows, ...picturesIn(room, Math.max(least, left), room.width) };
}

/** Tokens and windows side by side, the pictures beneath. */
function above(
  room: PageRoom,
  folded: Readonly<Record<Section, boolean>>,
  sizes: SectionChoices["sizes"],
): Heights {
  const rest = restOf(room, folded);
  const { least, most } = picturesNeed(room);
  const fewest = Math.max(tokensHeight(2), windowsHeight(1));
  const wished = Math.max(rest - most, Math.min(0.36 * rest, windowsHeight(room.windows)));
  const top = sizes.windows ?? between(fewest, wished, rest - least);
  return {
    tokens: top,
    windows: top,
    ...picturesIn(room, Math.max(least, rest - top), room.width),
  };
}

/** Tokens over windows at the left, the pictures at the right. */
function beside(
  room: PageRoom,
  folded: Readonly<Record<Section, boolean>>,
  sizes: SectionChoices["sizes"],
  arrangement: Arrangement,
): Heights {
  const isLow = arrangement === "low";
  const { least } = picturesNeed(room);
  const all = room.height - room.header;
  const high = isLow ? all : restOf(room, folded);
  const left = isLow ? restOf(room, folded) : high;
  const pictures = picturesIn(room, Math.max(least, high), room.width / 2);
  const has = (section: Section): boolean => !room.absent.includes(section) && !folded[section];
  if (!has("windows")) {
    const windows = absentOr("windows", room);
    const tokens = has("tokens") ? Math.max(tokensHeight(2), left - windows) : FOLDED;
    return { tokens, windows, ...pictures };
  }
  if (!has("tokens")) {
    const tokens = absentOr("tokens", room);
    return { tokens, windows: Math.max(windowsHeight(1), left - tokens), ...pictures };
  }
  if (isLow) {
    const windows = sizes.windows ?? windowsHeight(1);
    const ends = room.header + pictures.pictures - (room.height - left);
    return {
      windows,
      tokens: Math.max(tokensHeight(1), left - windows, ends - windows),
      ...pictures,
    };
  }
  const tokens = sizes.tokens ?? between(tokensHeight(2), 0.5 * left, left - windowsHeight(1));
  const windows = Math.max(windowsHeight(1), left - tokens, pictures.pictures - tokens);
  return { tokens, windows, ...pictures };
}

const absentOr = (section: Section, { absent }: PageRoom): number =>
  absent.includes(section) ? 0 : FOLDED;

/** What the header, the loader and the coverage leave. */
function restOf(room: PageRoom, folded: Readonly<Record<Section, boolean>>): number {
  const part = (section: "loader" | "coverage"): number =>
    room.absent.includes(section) ? 0 : folded[section] ? FOLDED : room[section];
  return room.height - room.header - part("loader") - part("coverage");
}

/** Beneath heatmaps in a narrow page a detail takes a height of its own instead of theirs. */
function picturesIn(
  { detailed }: PageRoom,
  height: number,
  width: number,
): Pick<PageLayout, "pictures" | "stacked"> {
  const stacked = detailed && width < DETAIL_BESIDE;
  return { pictures: height + (stacked ? DETAIL : 0), stacked };
}

/** From this width on a detail stands beside the heatmaps. CSS pixels. */
const DETAIL_BESIDE = 700;

/** A border's size as dragged by a person: never so far that a part is lost. */
export function draggedSize(border: Border, wished: number, room: PageRoom): number {
  const most = border === "left" ? room.width - 260 : Math.max(LEAST_PART, room.height - 160);
  return Math.round(between(border === "left" ? 240 : LEAST_PART, wished, most));
}
