import assert from "node:assert/strict";
import { join, type Remote } from "../../../src/shared/base/rpc";
import type { TextChange } from "../../../src/shared/values/tokens";
import type { Reading } from "../../../src/tokens/document/tokenDocument";
import { pause } from "../../../src/workers/node/threadChannel";
import { tokenService, type TokenService } from "../../../src/workers/tokenService";
import { channelPair } from "../../support/channelPair";
import { encoderOf } from "../../support/vocabulary";

const READING: Reading = { encoding: "gpt2", specialTokens: "split", lineEndings: "asIs" };
/** Long enough for many steps, between which other calls come in. */
const LONG = "The quick brown fox jumps over the lazy dog.\n".repeat(20_000);

describe("The token service", () => {
  let call: Remote<TokenService>;
  /** Pauses between steps of long work so far. */
  let pauses: number;
  beforeEach(() => {
    pauses = 0;
    const [mine, theirs] = channelPair();
    join<object, TokenService>(theirs, {
      mine: tokenService(encoderOf, () => {
        pauses++;
        return pause();
      }),
    });
    call = join<TokenService>(mine).call;
  });

  const idsOf = async (text: string): Promise<number[]> => [
    ...(await call.encode(text, READING)).ids,
  ];

  it("answers others between the steps of a loader and of a shuffled order", async () => {
    const options = { maxLength: 1, stride: 1, shuffle: true };
    for (const ask of [
      () => call.loader(4_000_001, options),
      () => call.shuffledOrder(4_000_000, 123, 0),
    ]) {
      pauses = 0;
      let isDone = false;
      const asked = ask().then(({ order }) => {
        isDone = true;
        return order;
      });
      while (pauses < 1) await pause();
      assert.equal((await idsOf("one two")).length, 2);
      assert.equal(isDone, false);
      assert.equal((await asked).length, 4_000_000);
      assert.ok(pauses >= 8, `${pauses} pauses`);
    }
  });

  it("refuses more windows than the memory limit has room for, before it takes any", async () => {
    const options = { maxLength: 1, stride: 1 };
    await assert.rejects(call.loader(134_217_730, options), {
      message:
        "134,217,729 windows would take 1.0 GiB, more than the limit of 1.0 GiB. Choose a larger stride.",
    });
    await assert.rejects(
      call.loader(2 ** 32, options),
      /4,294,967,295 windows would take 32\.0 GiB/,
    );
    assert.equal((await call.loader(2 ** 32, { maxLength: 1, stride: 2 ** 20 })).samples, 4096);
    assert.equal(pauses, 2);
  });

  it("answers about a document until it is closed", async () => {
    assert.equal(await call.tokens("a"), undefined);
    await call.open("a", 1, "one two", READING);
    assert.deepEqual([...(await call.tokens("a"))!.ids], await idsOf("one two"));
    assert.deepEqual(await call.indexAt("a", 4), { version: 1, index: 1 });
    assert.equal((await call.touching("a", 4, 5))?.text, " two");
    await call.close("a");
    assert.equal(await call.slice("a", 0, 2), undefined);
  });

  it("finds a token's other places, and none for a token that is not there", async () => {
    await call.open("a", 1, "a b a b a", READING);
    const places = await call.occurrences("a", 2, 10);
    assert.deepEqual([places?.version, places?.id, places?.count], [1, 257, 2]);
    assert.deepEqual([...places!.indices], [4]);
    const beyond = await call.occurrences("a", 9, 10);
    assert.deepEqual([beyond?.id, beyond?.count], [undefined, 0]);
    assert.equal(await call.occurrences("other", 0, 10), undefined);
  });

  it("lets edits in while it looks for a token, and answers of the text after them", async () => {
    const text = " a".repeat(1_200_000);
    await call.open("a", 1, text, READING);
    pauses = 0;
    const asked = call.occurrences("a", 5, 10);
    while (pauses < 1) await pause();
    const edited = await call.edit("a", 2, [{ start: 0, end: 4, text: "" }], text.length - 4);
    assert.equal(edited?.version, 2);
    const places = await asked;
    assert.deepEqual([places?.version, places?.count], [2, 1_199_998]);
  });

  it("gives up looking in a document that is closed", async () => {
    await call.open("a", 1, " a".repeat(1_200_000), READING);
    pauses = 0;
    const asked = call.occurrences("a", 5, 10);
    while (pauses < 1) await pause();
    await call.close("a");
    assert.equal(await asked, undefined);
  });

  it("finds texts and ids, of the text after edits that came meanwhile", async () => {
    const text = ` b${" a".repeat(1_200_000)} b`;
    await call.open("a", 1, text, READING);
    pauses = 0;
    const asked = [
      call.find("a", { kind: "text", text: " b" }, { token: 1, backwards: false }),
      call.find("a", { kind: "id", id: 275 }, { token: 0, backwards: true }),
    ];
    while (pauses < 2) await pause();
    await call.edit("a", 2, [{ start: 2, end: 4, text: "" }], text.length - 2);
    for (const answer of await Promise.all(asked)) {
      assert.ok(answer?.kind === "found");
      assert.deepEqual([answer.version, answer.token, answer.count], [2, 1_200_000, 2]);
    }
    const sought = { kind: "index", index: 0 } as const;
    assert.equal(await call.find("other", sought, { token: 0, backwards: false }), undefined);
  });

  it("counts ids once for a version, and anew after an edit", async () => {
    const text = " a".repeat(1_200_000);
    await call.open("a", 1, text, READING);
    pauses = 0;
    const [first] = (await call.frequencies("a", 0, 1))?.counts ?? [];
    assert.equal(first, 1_200_000);
    assert.ok(pauses >= 1, `${pauses} pauses`);
    pauses = 0;
    assert.deepEqual([...(await call.frequencies("a", 5, 7))!.ranks], [1, 1]);
    assert.equal(pauses, 0);
    await call.edit("a", 2, [{ start: 0, end: 4, text: "" }], text.length - 4);
    const after = await call.frequencies("a", 0, 1);
    assert.deepEqual([after?.version, after?.counts[0]], [2, 1_199_998]);
    assert.equal(await call.frequencies("other", 0, 1), undefined);
  });

  it("tells the bytes of any ids, and none for one that the vocabulary has not", async () => {
    const { bytes, byteStarts } = await call.bytesOf(
      { encoding: "gpt2" },
      Uint32Array.of(402, 60_000, 50256),
    );
    assert.deepEqual([...byteStarts], [0, 2, 2, 15]);
    assert.equal(Buffer.from(bytes).toString(), " G<|endoftext|>");
  });

  const UNFIT: Record<string, [changes: TextChange[], length: number]> = {
    "leaves another length than the editor has": [[{ start: 3, end: 3, text: "ly" }], 10],
    "makes no change where the editor made one": [[], 8],
    "begins behind the text": [[{ start: 8, end: 9, text: "x" }], 7],
    "ends behind the text": [[{ start: 6, end: 9, text: "xyz" }], 7],
    "begins before the text": [[{ start: -1, end: 0, text: "x" }], 7],
    "ends before it begins": [[{ start: 5, end: 3, text: "" }], 9],
    "has one change among others that is outside": [
      [
        { start: 0, end: 3, text: "two" },
        { start: 7, end: 8, text: "x" },
      ],
      7,
    ],
  };
  for (const [what, [changes, length]] of Object.entries(UNFIT)) {
    it(`forgets a document whose edit ${what}, until it gets its whole text`, async () => {
      await call.open("a", 1, "one two", READING);
      assert.equal(await call.edit("a", 2, changes, length), undefined);
      assert.equal(await call.tokens("a"), undefined);
      assert.equal(await call.edit("a", 3, [{ start: 0, end: 0, text: "x" }], 8), undefined);
      assert.equal((await call.open("a", 3, "one or two", READING))?.version, 3);
      assert.deepEqual([...(await call.tokens("a"))!.ids], await idsOf("one or two"));
    });
  }

  it("answers what came while a document was being opened, in its order", async () => {
    const answers = await Promise.all([
      call.open("a", 1, LONG, READING),
      call.indexAt("a", 4),
      call.edit("a", 2, [{ start: 0, end: 4, text: "" }], LONG.length - 4),
      call.indexAt("a", 0),
      call.tokens("a"),
    ]);
    const [opened, before, edited, after, tokens] = answers;
    assert.deepEqual([opened?.version, opened?.length], [1, LONG.length]);
    assert.deepEqual(before, { version: 1, index: 1 });
    assert.deepEqual([edited?.version, edited?.length], [2, LONG.length - 4]);
    assert.deepEqual(after, { version: 2, index: 0 });
    assert.deepEqual([...tokens!.ids], await idsOf(LONG.slice(4)));
  });

  it("stops encoding a text at the next step once that is cancelled", async () => {
    await call.encode(LONG, READING);
    const needed = pauses;
    assert.ok(needed > 4, `${needed} steps`);
    pauses = 0;
    const controller = new AbortController();
    const encoded = call.encode(LONG, READING, controller.signal);
    while (pauses < 2) await pause();
    controller.abort();
    await assert.rejects(encoded, { name: "AbortError" });
    // A document opened meanwhile takes as many steps, so that the other work would have gone on.
    pauses = 0;
    await call.open("a", 1, LONG, READING);
    assert.ok(pauses <= needed + 1, `${pauses} steps`);
    const { ids } = await call.encode("one two", READING, new AbortController().signal);
    assert.equal(ids.length, 2);
  });

  it("counts a text, and a file's UTF-8, as a document has them", async () => {
    const bytes = new TextEncoder().encode(LONG);
    const { tokenCount, byteLength } = (await call.open("a", 1, LONG, READING))!;
    pauses = 0;
    const counted = await call.count(bytes, READING);
    assert.deepEqual(counted, { tokens: tokenCount, bytes: byteLength });
    assert.ok(pauses > 4, `${pauses} steps`);
    assert.deepEqual(await call.count(LONG, READING), counted);
    assert.deepEqual(await call.count(new Uint8Array(), READING), { tokens: 0, bytes: 0 });
    const crlf = new TextEncoder().encode("a\r\nb");
    assert.equal((await call.count(crlf, READING)).tokens, 4);
    assert.equal((await call.count(crlf, { ...READING, lineEndings: "lf" })).tokens, 3);
    const controller = new AbortController();
    const cancelled = call.count(bytes, READING, controller.signal);
    controller.abort();
    await assert.rejects(cancelled, { name: "AbortError" });
  });

  it("tells what selections touch, and writes ids until that is cancelled", async () => {
    await call.open("a", 3, "one two three", READING);
    const spans = Uint32Array.of(1, 5);
    assert.deepEqual(await call.touched("a", spans), { version: 3, tokens: 2, cut: 2 });
    assert.equal((await call.idsText("a", spans))?.text, "[505, 734]");
    assert.equal((await call.idsText("a"))?.text, "[505, 734, 1115]");
    assert.equal(await call.touched("other", spans), undefined);
    assert.equal(await call.idsText("other"), undefined);
    const controller = new AbortController();
    const cancelled = call.idsText("a", undefined, controller.signal);
    controller.abort();
    await assert.rejects(cancelled, { name: "AbortError" });
  });

  it("gives up a document that is closed or taken anew while it is being opened", async () => {
    const [given, closed, again, tokens] = await Promise.all([
      call.open("a", 1, LONG, READING),
      call.close("a"),
      call.open("a", 2, "one two", READING),
      call.tokens("a"),
    ]);
    assert.deepEqual([given, closed, again?.version], [undefined, undefined, 2]);
    assert.equal(tokens?.ids.length, 2);
  });
});
