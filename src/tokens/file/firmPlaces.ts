import { whiteSpace } from "./characterSets";
import type { Reach } from "../encode/tokenEncoder";
import { firstRemoval } from "./normalizers";
import type { PieceModel } from "./pieceModel";
import type { Pieces } from "./pieces";
import type { Normalizer, PatternJson, PreTokenizer } from "./stepsJson";
import type { TokenizerJson } from "./tokenizerJson";
import { isLow } from "./codePoints";

/**
 * Which places of a text are firm: nothing before one depends on what is behind it, but for the
 * next character, and what is behind it comes out the same whatever is before, but for the
 * character before. Found from what the file says, never by trying.
 *
 * - "removed": white space separates pieces and is dropped: a place behind it.
 * - "kept": white space begins a piece: a place before it.
 * - "pairs": nothing splits, but no token holds the two characters around the place side by side.
 */
type Rule = "removed" | "kept" | "pairs";

/** What white space is written as in vocabularies of SentencePiece. */
const META = "\u2581";
/** A character that no normalizer takes for white space or joins with white space. */
const PLAIN = /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u;
/** Where Unicode has it go before the character behind it, as one cluster. */
const CLUSTER_STARTS =
  /^[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e\u{110bd}\u{110cd}\u{111c2}\u{111c3}\u{1193f}\u{11941}\u{11a3a}\u{11a84}-\u{11a89}\u{11d46}\u{11f02}]$/u;
/** Marks, and vowels and consonants of Hangul, which normal forms join with what is before them. */
const COMBINING = /^[\p{M}\u1160-\u11ff\ud7b0-\ud7ff]$/u;
const ASCII_SPACE = ["\t", "\n", "\v", "\f", "\r", " "] as const;
/** Added tokens of one last letter that are compared one by one. */
const MOST_COMPARED = 64;

export class FirmPlaces {
  private readonly rule: Rule | undefined;
  /** Code units that separate, or begin, a piece. */
  private readonly spaces = new Set<number>();
  /** Added tokens by their last code unit; undefined where they are too many to be compared. */
  private readonly lasts = new Map<number, string[] | undefined>();
  /** First code units of added tokens that take the white space before them. */
  private readonly stripping = new Set<number>();
  /** Pairs of code units within added tokens. */
  private readonly within = new Set<string>();
  private readonly onlyAscii: boolean;
  private readonly removesFirst: ((text: string, at: number) => boolean) | undefined;

  /**
   * @param normalizedNames of those added tokens that are found in normalized text
   * @param normalize what becomes of a text amid others
   */
  constructor(
    json: TokenizerJson,
    normalizedNames: readonly string[],
    private readonly normalize: (text: string) => string,
    private readonly model: PieceModel,
  ) {
    const { addedTokens } = json;
    this.removesFirst = firstRemoval(json.normalizer);
    this.onlyAscii = normalizedNames.length > 0 && json.normalizer !== undefined;
    const names = [
      ...addedTokens.map(({ content }) => content),
      ...normalizedNames.flatMap((name) => [name, name.toLowerCase(), name.toUpperCase()]),
      ...normalizedNames.map((name) => name.replaceAll(META, " ")),
    ];
    for (const name of names) this.addName(name);
    for (const token of addedTokens) {
      if (!token.lstrip) continue;
      for (const form of [
        token.content,
        token.content.toLowerCase(),
        token.content.toUpperCase(),
      ]) {
        this.stripping.add(form.charCodeAt(0));
      }
    }
    const rule = isSafe(flatNormalizers(json.normalizer)) ? ruleOf(json, normalize) : undefined;
    if (rule === undefined || addedTokens.some((token) => isHazard(token, normalizedNames))) return;
    const hasPrepend = flatNormalizers(json.normalizer).some(({ type }) => type === "Prepend");
    const mayEndBySpace =
      addedTokens.some(({ rstrip }) => rstrip) || names.some((name) => /\s$/.test(name));
    if (rule.rule === "removed" && hasPrepend && mayEndBySpace) return;
    this.rule = rule.rule;
    for (const space of rule.spaces) this.spaces.add(space.charCodeAt(0));
    if (this.spaces.size === 0) this.rule = undefined;
  }

  get reach(): Reach {
    return this.rule === undefined ? "document" : "piece";
  }

  readonly isFirm = (text: string, at: number): boolean => {
    if (at <= 0 || at >= text.length) return true;
    const { rule, spaces } = this;
    if (rule === undefined) return false;
    const after = text.charCodeAt(at);
    const before = text.charCodeAt(at - 1);
    if (rule === "removed") {
      return (
        spaces.has(before) &&
        !spaces.has(after) &&
        !whiteSpace.has(after) &&
        !this.within.has(pair(before, after)) &&
        !this.stripping.has(after) &&
        this.removesFirst?.(text, at) !== true &&
        (!this.onlyAscii || this.stripping.size === 0 || after < 0x80)
      );
    }
    return (
      spaces.has(after) &&
      this.isPlain(text, at) &&
      !this.within.has(pair(before, after)) &&
      !this.mayEndAdded(text, at) &&
      (rule === "kept" || !this.mayJoin(text, at))
    );
  };

  /** The first firm place at `from` or behind it; the text's end where there is none. */
  next(text: string, from: number): number {
    if (this.rule === undefined) return text.length;
    for (let at = from; at < text.length; at++) {
      const unit = text.charCodeAt(this.rule === "removed" ? at - 1 : at);
      if (this.spaces.has(unit) && this.isFirm(text, at)) return at;
    }
    return text.length;
  }

  /** Where nothing else splits a text: cuts pieces at firm places, so that each is a piece's start. */
  cut(text: string, pieces: Pieces): Pieces {
    if (this.rule !== "pairs") return pieces;
    const starts: number[] = [];
    const ends: number[] = [];
    const { text: aligned } = pieces;
    for (let piece = 0; piece < pieces.starts.length; piece++) {
      const end = pieces.ends[piece] as number;
      let from = pieces.starts[piece] as number;
      let place = aligned.startOf(from);
      for (let at = from + 1; at < end; at++) {
        const own = aligned.startOf(at);
        if (own === place) continue;
        place = own;
        if (!this.spaces.has(text.charCodeAt(own)) || !this.isFirm(text, own)) continue;
        starts.push(from);
        ends.push(at);
        from = at;
      }
      starts.push(from);
      ends.push(end);
    }
    return { text: aligned, starts, ends };
  }

  private isPlain(text: string, at: number): boolean {
    const unit = text.charCodeAt(at - 1);
    if (unit > 0x20 && unit < 0x7f) return true;
    if (unit < 0x80 || this.onlyAscii) return false;
    const character = characterBefore(text, at);
    if (!PLAIN.test(character) || CLUSTER_STARTS.test(character)) return false;
    return this.rule !== "pairs" || !COMBINING.test(character);
  }

  private mayEndAdded(text: string, at: number): boolean {
    const unit = text.charCodeAt(at - 1);
    if (!this.lasts.has(unit)) return false;
    const names = this.lasts.get(unit);
    return names === undefined || names.some((name) => text.endsWith(name, at));
  }

  private mayJoin(text: string, at: number): boolean {
    const before = this.normalize(characterBefore(text, at));
    const after = this.normalize(text.charAt(at));
    if (before === "" || after === "") return true;
    const last = characterBefore(before, before.length).codePointAt(0) ?? 0;
    return this.model.mayJoin?.(last, after.codePointAt(0) ?? 0) ?? true;
  }

  private addName(name: string): void {
    for (let at = 1; at < name.length; at++) {
      this.within.add(pair(name.charCodeAt(at - 1), name.charCodeAt(at)));
    }
    const last = name.charCodeAt(name.length - 1);
    const known = this.lasts.get(last);
    if (known === undefined) {
      if (!this.lasts.has(last)) this.lasts.set(last, [name]);
    } else if (known.push(name) > MOST_COMPARED) {
      this.lasts.set(last, undefined);
    }
  }
}

function pair(before: number, after: number): string {
  return String.fromCharCode(before, after);
}

function characterBefore(text: string, at: number): string {
  const low = text.charCodeAt(at - 1);
  return text.slice(isLow(low) ? at - 2 : at - 1, at);
}

/** Added tokens that reach over white space, or see it. */
function isHazard(
  token: TokenizerJson["addedTokens"][number],
  normalizedNames: readonly string[],
): boolean {
  const isSpaced = (text: string): boolean => /[\s\u2581]/.test(text);
  const { content } = token;
  if (
    token.singleWord &&
    (isSpaced(content.charAt(0)) || isSpaced(content.charAt(content.length - 1)))
  ) {
    return true;
  }
  return token.normalized && isSpaced(content.trim()) && normalizedNames.length > 0;
}

function flatNormalizers(normalizer: Normalizer | undefined): Normalizer[] {
  if (normalizer === undefined) return [];
  return normalizer.type === "Sequence"
    ? normalizer.normalizers.flatMap(flatNormalizers)
    : [normalizer];
}

/** Whether normalizers see no further than a character over the edge of white space. */
function isSafe(normalizers: readonly Normalizer[]): boolean {
  return normalizers.every((step) => {
    if (step.type !== "Replace") return true;
    const { pattern, content } = step;
    if ("string" in pattern && pattern.string.length === 1) return true;
    const isOfSpace =
      "string" in pattern ? /^[\s\u2581]+$/.test(pattern.string) : isOfSpaceAlone(pattern);
    if (isOfSpace) return /^[ \u2581]/.test(content);
    return "string" in pattern && pattern.string !== "" && !/[\s\u2581]/.test(pattern.string);
  });
}

/** Whether an expression matches runs of white space and nothing else. */
function isOfSpaceAlone(pattern: PatternJson): boolean {
  return (
    "regex" in pattern &&
    /^(?:(?:\\[snrt]|[ \u2581]|\[(?:\\[snrt]|[ \u2581])+\])(?:[+*]|\{\d+,?\d*\})?)+$/.test(
      pattern.regex,
    )
  );
}

function flatPreTokenizers(preTokenizer: PreTokenizer | undefined): PreTokenizer[] {
  if (preTokenizer === undefined) return [];
  return preTokenizer.type === "Sequence"
    ? preTokenizer.pretokenizers.flatMap(flatPreTokenizers)
    : [preTokenizer];
}

interface FoundRule {
  readonly rule: Rule;
  readonly spaces: readonly string[];
}

function ruleOf(
  { preTokenizer, model }: TokenizerJson,
  normalize: (text: string) => string,
): FoundRule | undefined {
  const thatBecome = (isSo: (normalized: string) => boolean): string[] =>
    ASCII_SPACE.filter((space) => isSo(normalize(space)));
  const isSpace = (text: string): boolean =>
    text !== "" && Array.from(text).every((it) => whiteSpace.has(it.codePointAt(0) ?? 0));
  const steps = flatPreTokenizers(preTokenizer);
  let isMeta = false;
  for (const step of steps) {
    // Its white space is none for what comes next.
    if (isMeta && step.type !== "Metaspace" && step.type !== "Split") return undefined;
    switch (step.type) {
      case "Whitespace":
      case "WhitespaceSplit":
      case "BertPreTokenizer":
        return { rule: "removed", spaces: thatBecome(isSpace) };
      case "CharDelimiterSplit":
        return { rule: "removed", spaces: thatBecome((it) => it === step.delimiter) };
      case "Metaspace":
        isMeta = true;
        if (!step.split) break;
        return {
          rule: "kept",
          spaces: thatBecome((it) => it.startsWith(" ") || it.startsWith(step.replacement)),
        };
      case "ByteLevel":
        if (!step.useRegex) return undefined;
        return { rule: "kept", spaces: thatBecome((it) => it === " ").filter((it) => it === " ") };
      case "Digits":
        break;
      case "Punctuation":
        if (step.behavior === "MergedWithNext") return undefined;
        break;
      case "Split": {
        const inert = "string" in step.pattern && isNever(step.pattern.string, normalize);
        if (!inert) return undefined;
        break;
      }
      case "Sequence":
      case "FixedLength":
      case "UnicodeScripts":
        return undefined;
    }
  }
  const isWhole = steps.every(({ type }) => type === "Metaspace" || type === "Split");
  // Where a whole text may be one token without merges, all of it decides.
  if (model.type !== "BPE" || model.ignoreMerges || !isWhole) return undefined;
  // What begins with a blank is not given another one.
  const isGiven = steps.some(
    (step) => step.type === "Metaspace" && step.prependScheme === "always",
  );
  return { rule: "pairs", spaces: isGiven ? [" "] : [" ", "\n"] };
}

/** Whether a text of one character never stands in normalized text. */
function isNever(text: string, normalize: (text: string) => string): boolean {
  return text === " " && !normalize("a b").includes(" ");
}
