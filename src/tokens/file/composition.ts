/** Before it no character composes with another, or goes before another one. */
const FIRST_COMPOSING = 0x300;
/** Characters that may compose with those before them: marks, and the vowels and finals of Hangul. */
const COMPOSING = /^[\p{M}\u1160-\u11ff]/u;
const BEYOND = /[\u0300-\uffff]/;

/** Whether the character at a place may change with those before it, or with those behind. */
export function mayCompose(text: string, at: number): boolean {
  if (at >= text.length || text.charCodeAt(at) < FIRST_COMPOSING) return false;
  return COMPOSING.test(text.slice(at, at + 2));
}

/** Whether a stretch is in the normal form C already. */
export function isComposed(text: string, from: number, to: number): boolean {
  const stretch = from === 0 && to === text.length ? text : text.slice(from, to);
  return !BEYOND.test(stretch) || stretch.normalize("NFC") === stretch;
}
