import { AlignedBuilder, type AlignedText } from "./alignedText";
import { byteCharacters } from "./byteCharacters";
import { Charsmap } from "./charsmap";
import { controls, combiningMarks, nonspacingMarks, whiteSpace } from "./characterSets";
import { filterText, normalForm, replaceText } from "./normalForm";
import { compilePattern, matches } from "./foreignPattern";
import { RegexBudget } from "./regexBudget";
import type { Normalizer } from "./stepsJson";

/** Which ends of a text are those of what is normalized, so that nothing goes on there. */
export interface Edges {
  readonly start: boolean;
  readonly end: boolean;
}

export type Normalize = (source: AlignedText, edges: Edges) => AlignedText;

const ASCII = /^[\0-\x7f]*$/;
/** What BERT's normalizer leaves alone but for upper case and line ends. */
const BERT_PLAIN = /^[\t\n\r -~]*$/;
/** Blocks of Chinese characters. */
const CHINESE =
  /[\u4e00-\u9fff\u3400-\u4dbf\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b920}-\u{2ceaf}\uf900-\ufaff\u{2f800}-\u{2fa1f}]/u;

/**
 * Makes a function of what a file says about normalizing.
 * @param place where the file says it
 * @throws {TokenizerFileError} where an expression or a map of characters cannot be read
 */
export function compileNormalizer(
  normalizer: Normalizer | undefined,
  place = "normalizer",
): Normalize {
  if (normalizer === undefined) return (source) => source;
  const { type } = normalizer;
  switch (type) {
    case "Sequence": {
      const steps = normalizer.normalizers.map((step, at) =>
        compileNormalizer(step, `${place}.normalizers[${at}]`),
      );
      return (source, edges) => steps.reduce((text, step) => step(text, edges), source);
    }
    case "NFC":
    case "NFD":
    case "NFKC":
    case "NFKD": {
      return (source) => normalForm(source, type);
    }
    case "Lowercase":
      return lowercase;
    case "StripAccents":
      return (source) =>
        ASCII.test(source.text) ? source : filterText(source, (it) => !combiningMarks.has(it));
    case "Nmt":
      return nmt;
    case "ByteLevel":
      return (source) => replaceText(source, byteCharacters);
    case "BertNormalizer":
      return bert(normalizer);
    case "Strip":
      return (source, edges) =>
        strip(source, normalizer.stripLeft && edges.start, normalizer.stripRight && edges.end);
    case "Prepend":
      return (source, { start }) => (start ? prepend(source, normalizer.prepend) : source);
    case "Replace":
      return replace(normalizer.pattern, normalizer.content, place);
    case "Precompiled": {
      const charsmap = charsmapOf(normalizer);
      return (source) => charsmap.apply(source);
    }
  }
}

/** The maps of files that are in use. */
const charsmaps = new WeakMap<Normalizer, Charsmap>();

function charsmapOf(normalizer: Extract<Normalizer, { type: "Precompiled" }>): Charsmap {
  const charsmap = charsmaps.get(normalizer) ?? new Charsmap(normalizer.precompiledCharsmap);
  charsmaps.set(normalizer, charsmap);
  return charsmap;
}

/** Code units that a cluster is looked for in. */
const CLUSTER_UNITS = 16;

/**
 * Tells whether a map of characters leaves nothing of the first cluster at a place. What is so
 * removed at the start of a text moves the places of all that is behind it, in the library too.
 * @returns undefined where a normalizer has no such map
 */
export function firstRemoval(
  normalizer: Normalizer | undefined,
): ((text: string, at: number) => boolean) | undefined {
  if (normalizer?.type === "Precompiled") {
    const charsmap = charsmapOf(normalizer);
    return (text, at) => charsmap.removesFirst(text.slice(at, at + CLUSTER_UNITS));
  }
  if (normalizer?.type !== "Sequence") return undefined;
  const removals = normalizer.normalizers.flatMap((step) => firstRemoval(step) ?? []);
  if (removals.length === 0) return undefined;
  return (text, at) => removals.some((removes) => removes(text, at));
}

/** Puts a text before another, with the place of its first character; before nothing, nothing. */
function prepend(source: AlignedText, text: string): AlignedText {
  if (source.text === "" || text === "") return source;
  const builder = new AlignedBuilder(source);
  builder.insert(text, 0);
  builder.copy(0, source.text.length);
  return builder.build();
}

function replace(
  pattern: Extract<Normalizer, { type: "Replace" }>["pattern"],
  content: string,
  place: string,
): Normalize {
  if ("string" in pattern && pattern.string.length === 1 && content.length === 1) {
    const old = pattern.string;
    return (source) => source.mapped(source.text.replaceAll(old, content));
  }
  const expression = compilePattern(pattern, `${place}.pattern`);
  const budget = new RegexBudget(`${place}.pattern`);
  return (source) => {
    const builder = new AlignedBuilder(source);
    let from = -1;
    for (const { match, index } of matches(source.text, expression, budget)) {
      builder.copy(Math.max(0, from), index);
      from = index + match.length;
      // All of it has the place of the last character that it replaces.
      builder.insert(content, from - 1);
    }
    if (from < 0) return source;
    builder.copy(from, source.text.length);
    return builder.build();
  };
}

function lowercase(source: AlignedText): AlignedText {
  const { text } = source;
  if (ASCII.test(text)) return source.mapped(text.toLowerCase());
  // One by one: a sigma at the end of a word is none here.
  return replaceText(source, (character) => character.toLowerCase());
}

function strip(source: AlignedText, left: boolean, right: boolean): AlignedText {
  const { text } = source;
  let from = 0;
  let to = text.length;
  // White space is all of the basic plane.
  while (left && from < to && whiteSpace.has(text.charCodeAt(from))) from++;
  while (right && to > from && whiteSpace.has(text.charCodeAt(to - 1))) to--;
  return source.slice(from, to);
}

function bert(options: Extract<Normalizer, { type: "BertNormalizer" }>): Normalize {
  const { cleanText, handleChineseChars, stripAccents } = options;
  return (given) => {
    let source = given;
    if (BERT_PLAIN.test(source.text)) {
      const { text } = source;
      const clean = cleanText ? text.replaceAll(/[\t\n\r]/g, " ") : text;
      return source.mapped(options.lowercase ? clean.toLowerCase() : clean);
    }
    if (cleanText) source = clean(source);
    if (handleChineseChars && CHINESE.test(source.text)) {
      source = replaceText(source, (it) => (CHINESE.test(it) ? ` ${it} ` : undefined));
    }
    if (stripAccents) {
      source = normalForm(source, "NFD");
      if (!ASCII.test(source.text)) source = filterText(source, (it) => !nonspacingMarks.has(it));
    }
    return options.lowercase ? lowercase(source) : source;
  };
}

function clean(source: AlignedText): AlignedText {
  const kept = filterText(
    source,
    (it) => it === 9 || it === 10 || it === 13 || !(it === 0 || it === 0xfffd || controls.has(it)),
  );
  return kept.mapped(blanks(kept.text, (unit) => whiteSpace.has(unit)));
}

/** A text with blanks in the place of some code units. */
function blanks(text: string, isBlank: (unit: number) => boolean): string {
  let made = "";
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (!isBlank(text.charCodeAt(at))) continue;
    made += `${text.slice(from, at)} `;
    from = at + 1;
  }
  return from === 0 ? text : made + text.slice(from);
}

/** What Google's machine translation removes and takes for blanks. */
function nmt(source: AlignedText): AlignedText {
  // eslint-disable-next-line no-control-regex -- These are the controls that are removed.
  const removed = /[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]/;
  const kept = removed.test(source.text)
    ? filterText(source, (it) => !(it < 0x100 && removed.test(String.fromCharCode(it))))
    : source;
  return kept.mapped(
    kept.text.replaceAll(/[\t\n\f\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]/g, " "),
  );
}
