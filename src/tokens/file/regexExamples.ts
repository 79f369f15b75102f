/** A text that is tried at many lengths: something again and again, and what stands around it. */
export interface Run {
  readonly before: string;
  readonly repeated: string;
  readonly after: string;
}

/** What is asked of a part of an expression here. */
interface Part {
  readonly examples: readonly string[];
  readonly runs: readonly Run[];
}

/** Texts that are kept of what a part matches. */
export const MOST_EXAMPLES = 12;
/** Code units of such a text. */
const LONGEST_EXAMPLE = 64;
/** Runs of an alternative that are tried. */
const MOST_RUNS = 128;

/** Characters of each kind that expressions tell apart. */
const KINDS = ["a", "A", "1", " ", "\n", "-", "'", "é", "中", "\u0301", "\u00a0"];

/**
 * Some characters of a class: of each kind the first, else the first that there is.
 * @param source a class for the flag `v`
 */
export function examplesOfClass(source: string): string[] {
  const regex = new RegExp(`^${source}$`, "v");
  const found = KINDS.filter((each) => regex.test(each));
  for (let point = 1; point < 0x2_0000 && found.length === 0; point++) {
    const character = String.fromCodePoint(point);
    if (regex.test(character)) found.push(character);
  }
  return found;
}

/** Examples of parts one after another. */
export function examplesInTurn(parts: readonly Part[]): string[] {
  if (parts.some(({ examples }) => examples.length === 0)) return [];
  const count = Math.max(1, ...parts.map(({ examples }) => examples.length));
  const all = Array.from({ length: count }, (_, at) => exampleAt(parts, at));
  return short([...new Set(all)]);
}

/** Examples of a part that stands some times. */
export function examplesRepeated(examples: readonly string[], times: number): string[] {
  // More is dropped all the same.
  return short(examples.map((example) => example.repeat(Math.min(times, LONGEST_EXAMPLE + 1))));
}

/** The runs of parts one after another, each between what stands around its part. */
export function runsInTurn(parts: readonly Part[]): Run[] {
  const texts = parts.map(({ examples }) => examples[0] ?? "");
  const all = parts.flatMap(({ runs }, at) => {
    if (runs.length === 0) return [];
    const lead = texts.slice(0, at).join("").slice(-LONGEST_EXAMPLE);
    const rest = texts
      .slice(at + 1)
      .join("")
      .slice(0, LONGEST_EXAMPLE);
    return runs.map(({ before, repeated, after }) => {
      return { before: lead + before, repeated, after: after + rest };
    });
  });
  return distinct(all).slice(0, MOST_RUNS);
}

/** The runs of a part that is there more or less often, or otherwise: its own, and it again and again. */
export function runsOf(examples: readonly string[], runs: readonly Run[]): Run[] {
  const own = examples.filter((example) => example !== "");
  const all = [...own.map((repeated) => ({ before: "", repeated, after: "" })), ...runs];
  return distinct(all).slice(0, MOST_RUNS);
}

/**
 * A run of about so many code units, once with what its expression asks for before it, once also with something that
 * no expression asks for behind it, and where it looks behind, the other way round.
 */
export function textsOf(run: Run, length: number, looksBehind: boolean): string[] {
  const { before, after } = run;
  const repeated = run.repeated.repeat(timesOf(run, length));
  const texts = [before + repeated, `${before}${repeated}\0`];
  return looksBehind ? [...texts, `\0${repeated}${after}`] : texts;
}

/** How often a run is there in about so many code units. */
export function timesOf({ repeated }: Run, length: number): number {
  return Math.ceil(length / repeated.length);
}

/** The runs that are tried of an expression, each once. */
export function runsOfAll(alternatives: readonly (readonly Part[])[]): Run[] {
  return distinct(alternatives.flatMap(runsInTurn));
}

/** Each of some runs once. */
function distinct(runs: readonly Run[]): Run[] {
  const byText = new Map(
    runs.map((run) => [[run.before, run.repeated, run.after].join("\0"), run]),
  );
  return [...byText.values()];
}

function exampleAt(parts: readonly Part[], at: number): string {
  return parts.map(({ examples }) => examples[at % examples.length] as string).join("");
}

function short(examples: readonly string[]): string[] {
  return examples.filter(({ length }) => length <= LONGEST_EXAMPLE).slice(0, MOST_EXAMPLES);
}
