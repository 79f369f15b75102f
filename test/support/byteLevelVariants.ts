import { byteLevelModel, byteLevelTokenizer, SPECIAL, type TokenizerFile } from "./smallTokenizers";

const BYTES = { type: "ByteLevel", add_prefix_space: false, trim_offsets: false, use_regex: false };

/** A pre-tokenizer that splits by expressions, one after another, and then writes bytes. */
export function splitting(...expressions: string[]): object {
  return {
    type: "Sequence",
    pretokenizers: [
      ...expressions.map((Regex) => ({
        type: "Split",
        pattern: { Regex },
        behavior: "Isolated",
        invert: false,
      })),
      BYTES,
    ],
  };
}

/** Added tokens with the ids that the library would give them. */
function numbered(tokens: readonly { content: string }[]): object[] {
  const { vocab } = byteLevelModel();
  let next = Object.keys(vocab).length;
  return tokens.map((token) => ({ id: vocab[token.content] ?? next++, ...token }));
}

const CL100K =
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
const O200K =
  "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
const DEEPSEEK = [
  "\\p{N}{1,3}",
  "[一-龥぀-ゟ゠-ヿ]+",
  "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
];

/** As Kimi K2 has it: Chinese characters apart from all other letters. */
const KIMI = `[\\p{Han}]+|${O200K.replaceAll("\\p{M}]", "\\p{M}&&[^\\p{Han}]]").replace("[\\r\\n/]*", "[\\r\\n]*")}`;
/** The pattern of cl100k as tiktoken writes it. */
const TIKTOKEN =
  "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}++|\\p{N}{1,3}+| ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*+|\\s++$|\\s*[\\r\\n]|\\s+(?!\\S)|\\s";
/** As EXAONE has it: what repeats is repeated. */
const WORDS_OF_MARKS =
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?(?:\\p{L}\\p{M}*(?: \\p{L}\\p{M}*)*)+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]?|\\s*[\\r\\n]|\\s+(?!\\S)|\\s+";

/** Byte-level files of the kinds that are in use, each small. */
export const BYTE_LEVEL_VARIANTS: Readonly<Record<string, TokenizerFile>> = {
  "GPT-2's pattern": byteLevelTokenizer(),
  "GPT-2's pattern with a blank before the text": byteLevelTokenizer({
    pre_tokenizer: { ...BYTES, add_prefix_space: true, use_regex: true },
  }),
  "single digits, each with a blank before it": byteLevelTokenizer({
    normalizer: { type: "NFC" },
    pre_tokenizer: {
      type: "Sequence",
      pretokenizers: [
        { type: "Digits", individual_digits: true },
        { ...BYTES, add_prefix_space: true, use_regex: true },
      ],
    },
  }),
  "Llama 3's pattern and pieces that are tokens": byteLevelTokenizer({
    pre_tokenizer: splitting(CL100K),
    model: { ...byteLevelModel(), ignore_merges: true, ...withoutMergesOfSome() },
  }),
  "Qwen 3's pattern and NFC": byteLevelTokenizer({
    normalizer: { type: "NFC" },
    pre_tokenizer: splitting(CL100K.replace("{1,3}", "")),
  }),
  "o200k's pattern": byteLevelTokenizer({ pre_tokenizer: splitting(O200K) }),
  "DeepSeek's three splits": byteLevelTokenizer({ pre_tokenizer: splitting(...DEEPSEEK) }),
  "an expression of its own": byteLevelTokenizer({
    pre_tokenizer: splitting("(?i:the)|\\d+|\\w+?\\b|\\s+(?!\\S)|[^\\w\\s]++|\\s"),
  }),
  "Kimi K2's pattern, of classes that others are taken from": byteLevelTokenizer({
    pre_tokenizer: splitting(KIMI),
  }),
  "Command A's digits, in threes from the right": byteLevelTokenizer({
    pre_tokenizer: splitting("\\d{1,3}(?=(?:\\d{3})*\\b)", O200K),
  }),
  "SuperBPE's digits, by places in them": byteLevelTokenizer({
    pre_tokenizer: splitting("\\p{N}+", "(?=(\\d{3})+(?!\\d))"),
  }),
  "DeepSeek LLM's splits, one of them for the end of a line": byteLevelTokenizer({
    pre_tokenizer: splitting(
      ...["[\r\n]", "\\s?[A-Za-zµÀ-ÖØ-öø-ƺ]+", "\\s?[!-/:-~！-／：-～‘-‟\u3000-。]+", "\\s+$"],
      ...["[一-龥ࠀ-一가-퟿]+", "\\p{N}"],
    ),
  }),
  "EXAONE's words, in which what repeats is repeated": byteLevelTokenizer({
    pre_tokenizer: splitting(WORDS_OF_MARKS),
  }),
  "tiktoken's own way to write cl100k": byteLevelTokenizer({ pre_tokenizer: splitting(TIKTOKEN) }),
  "an expression that is decided far behind": byteLevelTokenizer({
    pre_tokenizer: splitting("<\\|[a-z]*\\|>|a(?=-*a)|[^\\p{L}]a*é|\\p{L}|\\s+$", "aa?|(?=1)"),
  }),
  "words by what stands before them": byteLevelTokenizer({
    normalizer: { type: "NFC" },
    pre_tokenizer: splitting(
      "(?<=[a-zé])[A-Z]\\p{L}*|(?<![\\s\\d])\\d+|\\bthe\\b|^ +|(?<=\\n)\\s+| ?\\p{L}+(?<!ing)|\\B'",
    ),
    added_tokens: numbered([
      { content: "<|endoftext|>", ...SPECIAL },
      { content: "reÉ", ...SPECIAL, special: false, normalized: true },
    ]),
  }),
  "parts of runs, by what stands before them there": byteLevelTokenizer({
    pre_tokenizer: splitting(
      "\\w+|\\W+",
      "(?<=\\d)(?=\\d{3})|(?<!^)[a-f]+|(?<= {2})\\W",
      "(?<=a.)n",
    ),
  }),
  "an expression that leaves much out": byteLevelTokenizer({ pre_tokenizer: splitting("ing|  ") }),
  "added tokens of every kind": byteLevelTokenizer({
    normalizer: { type: "NFC" },
    added_tokens: numbered([
      { content: "<|endoftext|>", ...SPECIAL },
      { content: "<|endof", ...SPECIAL, lstrip: true },
      { content: "text|>", ...SPECIAL, special: false, rstrip: true },
      { content: "ing", ...SPECIAL, single_word: true },
      { content: "é", ...SPECIAL, special: false, normalized: true },
      {
        content: "the",
        ...SPECIAL,
        special: false,
        normalized: true,
        single_word: true,
      },
      {
        content: "----",
        ...SPECIAL,
        special: false,
        normalized: true,
        lstrip: true,
      },
      { content: "  ", ...SPECIAL, special: false, normalized: true },
    ]),
  }),
};

/** Some tokens that no merge makes any more. */
function withoutMergesOfSome(): { merges: [string, string][] } {
  const { merges } = byteLevelModel();
  const made = merges.filter(([left, right]) => (left + right).length < 5);
  return { merges: made };
}
