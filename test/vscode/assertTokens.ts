import assert from "node:assert/strict";
import type { Tokens } from "../../src/api";
import { tiktokenOf } from "../support/oracle";

/**
 * Checks a document's GPT-2 tokens against tiktoken's: the same ids, whose bytes put together are
 * the text's, and places that leave no character out.
 * @param text the document's text as it is; CRLF is read as LF
 */
export function assertTokensOf({ ids, starts, ends }: Tokens, text: string): void {
  const tiktoken = tiktokenOf("gpt2");
  const read = text.replaceAll("\r\n", "\n");
  const expected = tiktoken.encode(read, "all");
  assert.equal(ids.length, expected.length);
  const first = ids.findIndex((id, at) => id !== expected[at]);
  assert.equal(first, -1, `Token ${first} is ${ids[first]}, tiktoken's is ${expected[first]}.`);

  // A lone surrogate has no bytes of its own: it is read as U+FFFD.
  const bytes = Buffer.from(read, "utf8");
  const bytesOf = new Map<number, Uint8Array>();
  let at = 0;
  for (const id of ids) {
    let own = bytesOf.get(id);
    if (own === undefined) bytesOf.set(id, (own = tiktoken.decode_single_token_bytes(id)));
    for (const byte of own) {
      if (bytes[at] !== byte) assert.fail(`Byte ${at} of the text is not its token's.`);
      at++;
    }
  }
  assert.equal(at, bytes.length);

  let covered = 0;
  for (let token = 0; token < ids.length; token++) {
    const [start = -1, end = -1] = [starts[token], ends[token]];
    if (start > covered || end < covered || end <= start) {
      assert.fail(
        `Token ${token} covers [${start}, ${end}), after a token that ends at ${covered}.`,
      );
    }
    covered = end;
  }
  assert.equal(covered, text.length);
}
