import { AlignedBuilder } from "./alignedText";
import { byteCharacters } from "./byteCharacters";
import { numbers, punctuation, whiteSpace, words } from "./characterSets";
import { compilePattern } from "./foreignPattern";
import { OnigParser } from "./onigParser";
import { characterFind, expressionFind, split, type Find, type Pieces } from "./pieces";
import { RegexBudget } from "./regexBudget";
import { scriptOf } from "./scripts";
import type { PreTokenizer } from "./stepsJson";

/** @param documentStart place of the document's start in the text as given; -1 if it lies before it */
export type PreTokenize = (pieces: Pieces, documentStart: number) => Pieces;

/** How GPT-2 splits a text. */
const GPT2_PATTERN =
  "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

/**
 * Makes a function of what a file says about splitting.
 * @param place where the file says it
 * @throws {TokenizerFileError} where an expression cannot be read
 */
export function compilePreTokenizer(
  preTokenizer: PreTokenizer | undefined,
  place = "pre_tokenizer",
): PreTokenize {
  if (preTokenizer === undefined) return (pieces) => pieces;
  const by = (find: Find, behavior: Parameters<typeof split>[2]): PreTokenize => {
    return (pieces) => split(pieces, find, behavior);
  };
  switch (preTokenizer.type) {
    case "Sequence": {
      const steps = preTokenizer.pretokenizers.map((step, at) =>
        compilePreTokenizer(step, `${place}.pretokenizers[${at}]`),
      );
      return (pieces, start) => steps.reduce((made, step) => step(made, start), pieces);
    }
    case "Whitespace":
      return by(findWords, "Removed");
    case "WhitespaceSplit":
      return by(characterFind(isSpace), "Removed");
    case "BertPreTokenizer": {
      const spaces = characterFind(isSpace);
      const marks = characterFind(isPunctuation);
      return (pieces) => split(split(pieces, spaces, "Removed"), marks, "Isolated");
    }
    case "Punctuation":
      return by(characterFind(isPunctuation), preTokenizer.behavior);
    case "Digits":
      return by(
        characterFind((it) => numbers.has(it)),
        preTokenizer.individualDigits ? "Isolated" : "Contiguous",
      );
    case "CharDelimiterSplit": {
      const delimiter = preTokenizer.delimiter.codePointAt(0);
      return by(
        characterFind((it) => it === delimiter),
        "Removed",
      );
    }
    case "Split": {
      const { pattern, behavior, invert } = preTokenizer;
      const field = `${place}.pattern`;
      const expression = compilePattern(pattern, field);
      return by(expressionFind(expression, new RegexBudget(field), invert), behavior);
    }
    case "FixedLength":
      return by(fixedLength(preTokenizer.length), "Isolated");
    case "UnicodeScripts":
      return by(findScripts, "Isolated");
    case "Metaspace":
      return metaspace(preTokenizer);
    case "ByteLevel":
      return byteLevel(preTokenizer);
  }
}

function isSpace(codePoint: number): boolean {
  return codePoint <= 0x7f
    ? codePoint === 0x20 || (codePoint >= 0x09 && codePoint <= 0x0d)
    : whiteSpace.has(codePoint);
}

function isPunctuation(codePoint: number): boolean {
  return punctuation.has(codePoint);
}

/** Words are what matches not; white space matches, and each other run of characters is a word too. */
const findWords: Find = (text, start, end, found) => {
  let from = start;
  let kind: "space" | "word" | "other" | undefined;
  const flush = (to: number): void => {
    if (kind !== undefined && from < to) found(from, to, kind === "space");
    from = to;
  };
  for (let at = start; at < end;) {
    const codePoint = text.codePointAt(at) ?? 0;
    const own = isSpace(codePoint) ? "space" : words.has(codePoint) ? "word" : "other";
    if (own !== kind) flush(at);
    kind = own;
    at += codePoint > 0xffff ? 2 : 1;
  }
  flush(end);
};

/** Cuts where another script begins; blanks and what is of no script go with what is before. */
const findScripts: Find = (text, start, end, found) => {
  let from = -1;
  let last: string | undefined;
  for (let at = start; at < end;) {
    const codePoint = text.codePointAt(at) ?? 0;
    const script = scriptOf(codePoint);
    if (script !== undefined) {
      // What stands before the first script is dropped by the library.
      if (last !== script) {
        if (from >= 0) found(from, at, false);
        from = at;
      }
      last = script;
    }
    at += codePoint > 0xffff ? 2 : 1;
  }
  if (from >= 0) found(from, end, false);
};

function fixedLength(length: number): Find {
  return (text, start, end, found) => {
    let from = start;
    let count = 0;
    for (let at = start; at < end;) {
      at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
      if (++count < length && at < end) continue;
      found(from, at, false);
      from = at;
      count = 0;
    }
  };
}

function metaspace(options: Extract<PreTokenizer, { type: "Metaspace" }>): PreTokenize {
  const { replacement, prependScheme } = options;
  const delimiter = replacement.codePointAt(0);
  const find = characterFind((it) => it === delimiter);
  const isSame = replacement.length === 1;
  return (given, documentStart) => {
    const { text, starts, ends } = given;
    const mayPrepend = (at: number): boolean => {
      const start = starts[at] as number;
      if (prependScheme === "never") return false;
      if (prependScheme === "first" && text.startOf(start) !== documentStart) return false;
      return !text.text.startsWith(replacement, start) && text.text.charAt(start) !== " ";
    };
    const isPrepended = starts.map((_, at) => mayPrepend(at));
    const replaced =
      isSame && !isPrepended.includes(true)
        ? { ...given, text: text.mapped(text.text.replaceAll(" ", replacement)) }
        : remade(given, (builder, at) => {
            const start = starts[at] as number;
            if (isPrepended[at] === true) builder.insert(replacement, start);
            let from = start;
            for (let blank = start; blank < (ends[at] as number); blank++) {
              if (text.text.charAt(blank) !== " ") continue;
              builder.copy(from, blank);
              builder.insert(replacement, blank);
              from = blank + 1;
            }
            builder.copy(from, ends[at] as number);
          });
    return options.split ? split(replaced, find, "MergedWithNext") : replaced;
  };
}

function byteLevel(options: Extract<PreTokenizer, { type: "ByteLevel" }>): PreTokenize {
  const find = options.useRegex
    ? expressionFind(gpt2Expression(), new RegexBudget("pre_tokenizer"))
    : undefined;
  return (given) => {
    let pieces = given;
    const { text } = given;
    if (options.addPrefixSpace && given.starts.some((start) => text.text.charAt(start) !== " ")) {
      pieces = remade(given, (builder, at) => {
        const start = given.starts[at] as number;
        if (text.text.charAt(start) !== " ") builder.insert(" ", start);
        builder.copy(start, given.ends[at] as number);
      });
    }
    if (find !== undefined) pieces = split(pieces, find, "Isolated");
    const { text: source } = pieces;
    return remade(pieces, (builder, index) => {
      const end = pieces.ends[index] as number;
      for (let at = pieces.starts[index] as number; at < end;) {
        const character = String.fromCodePoint(source.text.codePointAt(at) ?? 0);
        builder.insert(byteCharacters(character), at);
        at += character.length;
      }
    });
  };
}

function gpt2Expression(): RegExp {
  return new RegExp(new OnigParser(GPT2_PATTERN, "").parse().source, "gv");
}

/** Pieces whose texts are made anew, one after another. */
function remade(given: Pieces, make: (builder: AlignedBuilder, at: number) => void): Pieces {
  const builder = new AlignedBuilder(given.text);
  const starts: number[] = [];
  const ends: number[] = [];
  for (let at = 0; at < given.starts.length; at++) {
    starts.push(builder.length);
    make(builder, at);
    ends.push(builder.length);
  }
  return { text: builder.build(), starts, ends };
}
