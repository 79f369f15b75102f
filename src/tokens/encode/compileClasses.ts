import { createRequire } from "node:module";
import { LETTER, LOWER, NUMBER, SPACE, UPPER, type CharacterClasses } from "./characterClasses";

/** Unicode White_Space, which never changes. JavaScript's \s has U+FEFF and lacks U+0085. */
const WHITE_SPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/u;
const CLASS_OF_CATEGORY = {
  Uppercase_Letter: LETTER | UPPER,
  Titlecase_Letter: LETTER | UPPER,
  Lowercase_Letter: LETTER | LOWER,
  Modifier_Letter: LETTER | UPPER | LOWER,
  Other_Letter: LETTER | UPPER | LOWER,
  Mark: UPPER | LOWER,
  Number: NUMBER,
};

/**
 * Classes of all code points by Unicode 16, as tiktoken has them, at build time. Those of the
 * engine that happens to run would be of another version.
 */
export function compileClasses(): CharacterClasses {
  const load = createRequire(import.meta.url);
  const classes = new Uint8Array(0x11_0000);
  for (const [category, value] of Object.entries(CLASS_OF_CATEGORY)) {
    const { characters } = load(
      `regenerate-unicode-properties/General_Category/${category}.js`,
    ) as { characters: { toArray(): number[] } };
    for (const point of characters.toArray()) classes[point] = value;
  }
  for (let point = 0; point <= 0xffff; point++) {
    if (WHITE_SPACE.test(String.fromCharCode(point))) classes[point] = SPACE;
  }
  return classes;
}
