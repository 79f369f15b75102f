import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freshFolder } from "../../../.ci/support/folders";
import { encodedAgain, type StoredStretch } from "../../../src/dataset/check/encodedAgain";
import { storedText } from "../../../src/dataset/check/storedText";
import { checkedSet } from "../../../src/dataset/node/checkSet";
import { storedStretch } from "../../../src/dataset/node/storedStretch";
import { TokenDocument } from "../../../src/tokens/document/tokenDocument";
import { StoredEncoder } from "../../../src/tokens/encode/storedEncoder";
import { TokenList } from "../../../src/tokens/encode/tokenList";
import { encoderOfFile } from "../../../src/tokens/file/fileEncoder";
import { readTokenizerJson } from "../../../src/tokens/file/readTokenizerJson";
import { pipelineFile } from "../../support/smallPipelines";
import { byteLevelTokenizer } from "../../support/smallTokenizers";
import { HARD_TEXTS, randomText } from "../../support/hardText";
import { seeded } from "../../support/random";
import { gpt2 } from "../../support/vocabulary";

const SEED = 2126;
const END = 50_256;

describe("Stored tokens", () => {
  const encoder = gpt2();
  const idsOf = (text: string): number[] => {
    const list = new TokenList();
    encoder.encode(text, 0, "split", list);
    return [...list.ids.subarray(0, list.length)];
  };

  it("are the text that they were made of, with its offsets", () => {
    const random = seeded(SEED);
    const made = Array.from({ length: 500 }, () => randomText(random, 20));
    for (const given of [...HARD_TEXTS, ...made]) {
      const text = Buffer.from(given).toString();
      const list = new TokenList();
      encoder.encode(text, 0, "split", list);
      const { ids, starts, ends } = list.tokens();
      const stored = storedText(ids, encoder);
      assert.equal(stored.text, text);
      assert.deepEqual([...stored.starts], [...starts], JSON.stringify(text));
      assert.deepEqual([...stored.ends], [...ends], JSON.stringify(text));
    }
  });

  it("are decoded as TextDecoder does where their bytes are no UTF-8", () => {
    const random = seeded(SEED + 1);
    // The first 256 ids are the bytes, in an order of their own.
    const bytes = Array.from({ length: 256 }, (_, id) => encoder.bytesOf(id)[0] ?? 0);
    for (let count = 0; count < 3000; count++) {
      const ids = Uint32Array.from({ length: 1 + random(8) }, () => {
        // Bytes of more than one mostly.
        let id = random(256);
        while ((bytes[id] ?? 0) < 0x80 && random(4) > 0) id = random(256);
        return id;
      });
      const { text, starts, ends } = storedText(ids, encoder);
      const own = Uint8Array.from(ids, (id) => bytes[id] ?? 0);
      const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
      assert.equal(text, decoder.decode(own), own.join(" "));
      assert.equal(starts[0], 0);
      assert.equal(ends.at(-1), text.length);
      starts.forEach((start, at) => assert.ok(start < (ends[at] ?? 0)));
    }
  });

  it("beyond the vocabulary are U+FFFD, and stay what they are", () => {
    const ids = Uint32Array.of(40, 60_000, 257);
    const { text, starts, ends } = storedText(ids, encoder);
    assert.equal(text, "I\ufffd a");
    const stored = { key: "1", ids, starts, ends };
    const document = TokenDocument.open(new StoredEncoder(encoder, stored), text, 1, {
      specialTokens: "split",
      lineEndings: "asIs",
    });
    assert.deepEqual([...document.tokens().ids], [...ids]);
    assert.equal(new TextDecoder().decode(document.slice(1, 2).bytes), "\ufffd");
  });

  for (const kind of ["bytes", "Unigram with a map of characters", "SentencePiece BPE"] as const) {
    it(`of a tokenizer file are its text, and the same again: ${kind}`, () => {
      const file = kind === "bytes" ? byteLevelTokenizer() : pipelineFile(kind);
      const of = encoderOfFile(readTokenizerJson(JSON.stringify(file)), encoder.vocabulary.classes);
      const text = "The tokens of a text.\nSecond line, and more.";
      const list = new TokenList();
      of.encode(text, 0, "split", list);
      const { ids } = list.tokens();
      const stored = storedText(ids, of);
      // Some write line ends as blanks, and a blank before all.
      assert.equal(stored.text.trim().replaceAll("\n", " "), text.replace("\n", " "));
      assert.deepEqual(encodedAgain(ids, stored, of, { start: false, end: false }), []);
    });
  }

  describe("of WordPiece", () => {
    const json = JSON.stringify(pipelineFile("WordPiece"));
    const of = encoderOfFile(readTokenizerJson(json), encoder.vocabulary.classes);
    const whole = { start: false, end: false };
    const idsBy = (text: string): number[] => {
      const list = new TokenList();
      of.encode(text, 0, "split", list);
      return [...list.tokens().ids];
    };

    it("are the words that they make, and the same again", () => {
      const ids = Uint32Array.from(idsBy("The tokens, of words"));
      const stored = storedText(ids, of);
      assert.equal(stored.text, "the tokens , of words");
      assert.ok(ids.length > 5, "a word of several tokens");
      ids.forEach((_, at) => {
        const text = stored.text.slice(stored.starts[at], stored.ends[at]);
        assert.match(text, /^[^ #]+$/);
      });
      assert.deepEqual(encodedAgain(ids, stored, of, whole), []);
    });

    it("are marked where a word would be split otherwise", () => {
      const { vocab } = (JSON.parse(json) as { model: { vocab: Record<string, number> } }).model;
      const letters = [..."tokens"].map(
        (letter, at) => vocab[at === 0 ? letter : `##${letter}`] ?? 0,
      );
      const ids = Uint32Array.from([...idsBy("the"), ...letters, ...idsBy("of")]);
      const stored = storedText(ids, of);
      assert.equal(stored.text, "the tokens of");
      const found = encodedAgain(ids, stored, of, whole);
      assert.equal(found.length, 1);
      const [place] = found;
      assert.ok(place !== undefined);
      // From where the word begins; its last token may be the same again.
      const text = stored.text.slice(place.start, place.end);
      assert.ok(text.length > 1 && "tokens".startsWith(text), text);
      assert.deepEqual(place.stored, letters.slice(0, text.length));
      assert.deepEqual(place.again, idsBy("tokens").slice(0, place.again.length));
      assert.notDeepEqual(place.again, place.stored);
    });

    it("of unknown ones and of no word at all stay beside the others", () => {
      const json = JSON.stringify(pipelineFile("WordLevel"));
      const words = encoderOfFile(readTokenizerJson(json), encoder.vocabulary.classes);
      const list = new TokenList();
      words.encode("the tokens", 0, "split", list);
      const { ids } = list.tokens();
      const stored = storedText(ids, words);
      assert.equal(stored.kind, "pieces");
      assert.equal(stored.text.split(" ").length, ids.length);
      assert.deepEqual(encodedAgain(ids, stored, words, whole), []);
    });
  });

  describe("of a file", () => {
    const signal = new AbortController().signal;
    const written = (
      name: string,
      ids: readonly number[],
      folder = freshFolder("stored"),
    ): string => {
      const path = join(folder, name);
      if (name.endsWith(".jsonl")) {
        writeFileSync(path, `${JSON.stringify({ input_ids: ids })}\n`.repeat(2));
      } else writeFileSync(path, Uint16Array.from(ids));
      return path;
    };
    const stretch = (path: string, from: number, to: number): Promise<StoredStretch> =>
      storedStretch(checkedSet(path), { from, to }, encoder, 50_257, signal);

    it("are those of any stretch, and what would be encoded otherwise is told", async () => {
      // "token" and "ization" stored as letters, which no encoder would do.
      const odd = [83, 1140, 1634].flatMap((id) =>
        idsOf(new TextDecoder().decode(encoder.bytesOf(id))),
      );
      const letters = [..."tokenization"].flatMap((letter) => idsOf(letter));
      const ids = [
        ...idsOf("The first text.\r\nIt ends."),
        END,
        ...idsOf("A "),
        ...letters,
        ...idsOf(" of it.\n"),
        ...odd,
        END,
      ];
      const path = written("train.bin", ids);
      const all = await stretch(path, 0, 1000);
      assert.deepEqual([...all.ids], ids);
      const places = all.different.map(({ start, end }) => all.text.slice(start, end));
      assert.equal(places.length, 1, JSON.stringify(places));
      assert.match(places[0] ?? "", /tokenization/);
      assert.ok((all.different[0]?.stored.length ?? 0) > (all.different[0]?.again.length ?? 0));
      for (let from = 0; from < ids.length; from += 3) {
        const part = await stretch(path, from, from + 5);
        assert.deepEqual([...part.ids], ids.slice(from, from + 5));
        assert.equal(part.from, from);
        assert.ok(all.text.includes(part.text));
      }
    });

    it("have no place that is told where nothing differs, wherever they are cut", async () => {
      const text = "Every effort moves you forward, and “naïve” readers count 👋 tokens.\n".repeat(
        40,
      );
      const ids = [...idsOf(text), END, ...idsOf(text)];
      const path = written("same.bin", ids);
      for (let from = 0; from < ids.length; from += 37) {
        const { different } = await stretch(path, from, from + 50);
        assert.deepEqual(different, [], `from ${from}`);
      }
    });

    it("are compared row by row where the format has rows", async () => {
      const path = written("rows.jsonl", idsOf("no blank at the end"));
      const { different, text } = await stretch(path, 0, 100);
      assert.deepEqual(different, []);
      assert.equal(text, "no blank at the endno blank at the end");
    });

    it("are refused where there are none, or more than an editor shows", async () => {
      const folder = freshFolder("stored");
      const path = written("few.bin", [1, 2, 3], folder);
      written("more.bin", [4], folder);
      await assert.rejects(stretch(path, 3, 9), /few\.bin has 3 tokens, .* none from 3 on/);
      await assert.rejects(stretch(path, 0, 70_000), /At most 65,536 tokens/);
      await assert.rejects(stretch(folder, 0, 9), /holds several files of ids/);
    });
  });
});
