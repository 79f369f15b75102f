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
