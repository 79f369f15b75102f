import { clamp } from "../../src/shared/base/numbers";
import { TOKEN_ROW, WINDOW_PAIR } from "../base/cellSizes";
import { SECTIONS } from "../base/sections";
import type { Section } from "../base/sections";
import {
  FIRST_PICTURE,
  FOLDED,
  LOW,
  NARROW,
  picturesNeed,
  tokensHeight,
  windowsHeight,
} from "./pageRoom";
import type { PageRoom } from "./pageRoom";
import type { Border, SectionChoices } from "./sectionChoices";

/**
 * How the parts lie: one under the other; tokens and windows beside each other above the pictures;
 * everything else left of the pictures; the same in a low page, with the loader on the left too;
 * or, where there is room for nothing else, the chosen window and a picture alone at the top.
 */
export type Arrangement = "column" | "above" | "beside" | "low" | "tiny";

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

const MOST_TOKEN_ROWS = 4;
/** What remains of a part, however far its border is dragged. */
const LEAST_PART = 60;
const DETAIL = 340;
const TINY = 240;
const ABOVE = 860;
const BESIDE = 1200;

const sum = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0);
const between = (least: number, value: number, most: number): number =>
  clamp(value, least, Math.max(least, most));

/** Which parts fold by themselves, first to last, where the room is short. */
const GIVES_WAY: readonly Section[] = ["tokens", "coverage", "loader"];

/** @param choices what the person folded, unfolded and dragged */
export function pageLayout(room: PageRoom, choices: SectionChoices): PageLayout {
  const { folded, forced } = foldsOf(room, choices);
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
function foldsOf(
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
    const fitting = tries.find((folded) => leastHeight(room, folded, need, isSplit) <= room.height);
    if (fitting !== undefined) return { folded: fitting, forced: false };
  }
  const forced = room.height < TINY || room.width < 200;
  return { folded: tries.at(-1) ?? asChosen, forced };
}

/** The least height of all parts, one under the other, or with tokens and windows side by side. */
function leastHeight(
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
export function borderSize(border: Border, wished: number, room: PageRoom): number {
  const most = border === "left" ? room.width - 260 : Math.max(LEAST_PART, room.height - 160);
  return Math.round(between(border === "left" ? 240 : LEAST_PART, wished, most));
}
