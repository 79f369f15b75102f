import assert from "node:assert/strict";

/** Sentences of ours, with up to 300 characters of what somebody else wrote. */
const MOST = 600;
/** What no person should read. */
const INTERNALS =
  /\{\d|\[object|undefined|Cannot (read|convert|destructure|set)|is not a function|is not iterable|Invalid (array|typed array|string)|DataCloneError|could not be cloned|null bytes|UriError/;

/** That an error says in sentences what is wrong, without anything of how it was found out. */
export function assertRefusal(error: unknown, what: string): void {
  assert.ok(error instanceof Error, `${what}: ${typeof error}`);
  const { message } = error;
  const where = `${what}: ${message.slice(0, 1000)}`;
  assert.match(message, /^["“\p{Lu}\d/]/u, where);
  assert.match(message, /[.]$/, where);
  // What was given is shown in quotes, and may be anything.
  assert.doesNotMatch(message.replaceAll(/"[^"]*"/g, '""'), INTERNALS, where);
  // eslint-disable-next-line no-control-regex
  assert.doesNotMatch(message, /[\u0000-\u0009\u000b-\u001f\u202a-\u202e\u2066-\u2069]/, where);
  assert.ok(message.length <= MOST, `${what}: ${message.length} characters`);
}
