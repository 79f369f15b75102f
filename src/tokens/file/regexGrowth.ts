/** Code units of the longest run that every expression is tried on. */
const LONGEST_TRIED = 10_000;
/** Up to so many code units a run grows one by one: what doubles with each is found out in time. */
const LONGEST_SHORT = 48;
/** Milliseconds that one run may take: what grows with its length alone takes a hundredth. */
const MOST_TIME = 150;
const MOST_TIME_SHORT = 30;
/**
 * What takes longer than this of the longest run is tried on longer ones, until it takes too long or
 * has shown that its time grows with its length. What takes less has, even if it grows with the square,
 * a few seconds for a million.
 */
const MOST_TIME_TRIED = 0.5;
const LONGEST_SUSPECT = 32 * LONGEST_TRIED;
/**
 * How often as long a run of four times the length takes: a line makes 4 of it, a square 16. What is
 * between them, on a busy machine, is tried once more on a longer run.
 */
const LINE = 6;
const SQUARE = 10;
/** A time beyond so many milliseconds need not be known. */
const MOST_KNOWN = 2000;

/** A length of a run, and the milliseconds that it took. */
interface SlowRun {
  readonly length: number;
  readonly time: number;
}

/**
 * Looks for a length at which an expression takes too long.
 * @param timeOf milliseconds that a run of about so many code units takes: the least of some, where
 * it is more than `most`; it may stop where it is more than `known`
 * @returns undefined where its time grows no faster than the run
 */
export function slowLength(
  timeOf: (length: number, most: number, known: number) => number,
): SlowRun | undefined {
  let time = 0;
  for (let length = 1; length <= LONGEST_TRIED; length = longer(length)) {
    const most = length <= LONGEST_SHORT ? MOST_TIME_SHORT : MOST_TIME;
    time = timeOf(length, most, 2 * most);
    if (time > most) return { length, time };
  }
  if (time <= MOST_TIME_TRIED) return undefined;
  const times: number[] = [];
  for (let length = LONGEST_TRIED / 4; length <= LONGEST_SUSPECT; length *= 2) {
    time = timeOf(length, MOST_TIME, MOST_KNOWN);
    times.push(time);
    const fourth = times.at(-3);
    if (fourth === undefined || time <= MOST_TIME) continue;
    const again = timeOf(length / 4, MOST_TIME, MOST_KNOWN);
    const growth = time / Math.max(fourth, again);
    if (growth > SQUARE) return { length, time };
    if (growth < LINE) return undefined;
  }
  return undefined;
}

function longer(length: number): number {
  return length < LONGEST_SHORT ? length + 1 : Math.ceil(1.5 * length);
}
