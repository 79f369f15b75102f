import fc from "fast-check";

/** Expressions as a file writes them, of few characters, so that texts of these often match. */
const ATOMS = ["a", "b", "[ab]", "[^a]", ".", "\\s", "\\w", "👋", "[👋é]", "\\p{L}", "[a-z&&[^b]]"];
const ASSERTIONS = [
  "^",
  "$",
  "\\b",
  "\\B",
  "(?=a)",
  "(?!b)",
  "(?<=a)",
  "(?<!ab)",
  "(?=a*b)",
  "\\z",
];
const QUANTIFIERS = ["", "", "", "*", "+", "?", "{1,3}", "{2}", "*?", "+?", "??", "*+", "++"];

export const { expression: expressions } = fc.letrec<{
  expression: string;
  row: string;
  part: string;
}>((tie) => ({
  expression: fc.array(tie("row"), { minLength: 1, maxLength: 2 }).map((rows) => rows.join("|")),
  row: fc.array(tie("part"), { minLength: 1, maxLength: 3 }).map((parts) => parts.join("")),
  part: fc.oneof(
    { maxDepth: 1 },
    fc
      .tuple(fc.constantFrom(...ATOMS), fc.constantFrom(...QUANTIFIERS))
      .map(([atom, quantifier]) => atom + quantifier),
    fc.constantFrom(...ASSERTIONS),
    fc
      .tuple(fc.constantFrom("(?:", "(", "(?>", "(?=", "(?!"), tie("expression"))
      .map(([opening, inner]) => `${opening}${inner})`),
    fc
      .tuple(tie("expression"), fc.constantFrom(...QUANTIFIERS))
      .map(([inner, quantifier]) => `(?:${inner})${quantifier}`),
  ),
}));

export const textsForExpressions = fc.string({
  unit: fc.constantFrom("a", "b", " ", "\n", "é", "👋", "\ud83d", "_", "aaab"),
  maxLength: 8,
});

/** What may be decided any number of characters behind a place. */
const FAR = ["(?=a*b)", "(?!a*b)", "(?=(?:aa)*\\b)", "(?! +a)", "a*b", "\\s+$", "(?:a+b?)+\\s"];

/** Expressions that look far, with others or without. */
export const farExpressions = fc
  .tuple(fc.constantFrom("a", "a", "é?a", " ", ""), fc.constantFrom(...FAR))
  .chain(([start, far]) =>
    fc.oneof(
      fc.constant(start + far),
      expressions.map((other) => `${start}${far}|${other}`),
    ),
  );

/** Texts in which much may lie between what an expression matches and what decides about it. */
export const textsForEdits = fc.string({
  unit: fc.constantFrom(
    "a",
    "b",
    " ",
    "é",
    "a".repeat(24),
    `é${"a".repeat(20)}b`,
    " ".repeat(16),
    "\n",
  ),
  maxLength: 12,
  size: "max",
});

export const lettersForEdits = fc.constantFrom("a", "b", " ", "é", "");
