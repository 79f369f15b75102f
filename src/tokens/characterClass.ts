/** What the splitting pattern tells apart. Everything else, lone surrogates too, is `OTHER`. */
export const OTHER = 0;
export const LETTER = 1;
export const NUMBER = 2;
export const SPACE = 3;

// Unicode White_Space written out: JavaScript's \s has U+FEFF and lacks U+0085.
const WHITE_SPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/u;
const LETTERS = /\p{L}/u;
const NUMBERS = /\p{N}/u;

const PAGE_BITS = 8;
const PAGE = 1 << PAGE_BITS;
/** Classes by code point, in pages made when a text first needs them. */
const pages: (Uint8Array | undefined)[] = new Array<undefined>(0x11_0000 >> PAGE_BITS);

export function classOfCodePoint(codePoint: number): number {
  const page = (pages[codePoint >> PAGE_BITS] ??= makePage(codePoint >> PAGE_BITS));
  return page[codePoint & (PAGE - 1)] as number;
}

function makePage(index: number): Uint8Array {
  return Uint8Array.from({ length: PAGE }, (_, low) => {
    const character = String.fromCodePoint((index << PAGE_BITS) | low);
    if (LETTERS.test(character)) return LETTER;
    if (NUMBERS.test(character)) return NUMBER;
    return WHITE_SPACE.test(character) ? SPACE : OTHER;
  });
}
