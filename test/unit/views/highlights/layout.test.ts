import assert from "node:assert/strict";
import { TokenDocument } from "../../../../src/tokens/document/tokenDocument";
import type { TextReading } from "../../../../src/tokens/document/textReading";
import { tokenSpans } from "../../../../src/tokens/document/tokenSpans";
import {
  layOut,
  type Kind,
  type Layout,
  type LayoutOptions,
} from "../../../../src/views/highlights/layout";
import { loaderWindows } from "../../../../src/windows/loaderWindows";
import { tokenUseOf } from "../../../../src/windows/lostTokens";
import { WindowOrder } from "../../../../src/windows/windowOrder";
import { RESTED, stretchesOf } from "../../../../src/views/highlights/stretches";
import { randomText } from "../../../support/hardText";
import { seeded } from "../../../support/random";
import { textLines } from "../../../support/textLines";
import { gpt2 } from "../../../support/vocabulary";

const PLAIN: LayoutOptions = {
  colours: 3,
  colourBy: "turn",
  pieces: false,
  windows: undefined,
  use: () => undefined,
  signs: undefined,
};

/** What is drawn for a text of which everything is visible, kind by kind as `line:from-to`. */
function drawn(
  text: string,
  options: Partial<LayoutOptions> = {},
  lineEndings: TextReading["lineEndings"] = "lf",
): Record<string, string> {
  const layout = laidOut(text, options, lineEndings);
  return Object.fromEntries([...layout].map(([kind, places]) => [kind, inWords(places)]));
}

function laidOut(
  text: string,
  options: Partial<LayoutOptions> = {},
  lineEndings: TextReading["lineEndings"] = "lf",
): Layout {
  const reading = { specialTokens: "split", lineEndings } as const;
  const document = TokenDocument.open(gpt2(), text, 1, reading);
  const lines = textLines(text);
  const lastLine = lines.count - 1;
  const lastCharacter = lines.text(lastLine).length;
  const view = { firstLine: 0, firstCharacter: 0, lastLine, lastCharacter };
  const stretches = stretchesOf(lines, [view], RESTED, { drawn: () => Infinity, seen: [] });
  return layOut(tokenSpans(document, stretches, undefined), stretches, lines, {
    ...PLAIN,
    ...options,
  });
}

function inWords(places: readonly number[]): string {
  const words: string[] = [];
  for (let at = 0; at < places.length; at += 3) {
    words.push(`${places[at]}:${places[at + 1]}-${places[at + 2]}`);
  }
  return words.join(" ");
}

describe("The layout of highlights", () => {
  it("gives neighbours turns and draws a line end behind its line in its token's colour", () => {
    assert.deepEqual(drawn("one two three four\nfive"), {
      "colour 0": "0:0-3 0:13-18 1:0-4",
      "colour 1": "0:3-7",
      "colour 2": "0:7-13",
      "end 1": "0:18-18",
    });
  });

  it("draws every line end of a token that holds several", () => {
    const { "end 1": ends } = drawn("one\n\n\ntwo");
    assert.equal(ends, "0:3-3 1:0-0");
  });

  it("draws CR LF as one sign where it is read as LF, and as two where it is not", () => {
    assert.equal(drawn("one\r\ntwo")["end 1"], "0:3-3");
    const asIs = drawn("one\r\ntwo", {}, "asIs");
    assert.deepEqual([asIs["return 1"], asIs["end 2"]], ["0:3-3", "0:3-3"]);
  });

  it("shades what surprises in steps, also a line end, but none that was expected", () => {
    const steps = [0, 3, 6];
    const surprise = (token: number): number | undefined => steps[token % 3];
    assert.deepEqual(drawn("one\ntwo\nthree", { colourBy: "surprisal", surprise }), {
      "surprise 0": "0:0-3",
      "surpriseEnd 3": "0:3-3",
      "surprise 6": "1:0-3",
      "surprise 3": "2:0-5",
    });
  });

  it("gives a character that tokens share one colour and one mark", () => {
    // 👋 is three tokens.
    const { shared, ...colours } = drawn("a👋b");
    assert.equal(shared, "0:1-3");
    assert.deepEqual(colours, { "colour 0": "0:0-1", "colour 1": "0:1-3", "colour 2": "0:3-4" });
  });

  it("tells pieces from merges", () => {
    // Of three pieces the last is two tokens.
    assert.equal(drawn("It is tokenscope", { pieces: true })["piece"], "0:0-2 0:2-5 0:5-12");
  });

  it("marks each window that GPTDatasetV1 cuts, and no stride beyond the last", () => {
    const text = "one two three four five six seven eight nine";
    const windows = { maxLength: 2, stride: 3 };
    assert.equal(drawn(text, { windows })["window"], "0:0-3 0:13-18 0:27-33");
    assert.equal(drawn(text, { windows: { maxLength: 2, stride: 4 } })["window"], "0:0-3 0:18-23");
    const atEnd = drawn("one two\nthree four five", { windows: { maxLength: 1, stride: 2 } });
    assert.deepEqual([atEnd["window"], atEnd["windowAtEnd"]], ["0:0-3 1:5-10", "0:7-7"]);
  });

  it("strikes out what is in no window, neighbours as one, line by line", () => {
    const lost = (text: string, options: { maxLength: number; stride: number }) => {
      const use = (tokenCount: number) => {
        const all = {
          ...options,
          batchSize: 1,
          dropLast: false,
          shuffle: false,
          seed: 1,
          epoch: 0,
        };
        const loader = loaderWindows(tokenCount, all);
        return tokenUseOf({ ...loader, order: new WindowOrder(loader.samples) });
      };
      return drawn(text, { use })["lost"];
    };
    const text = "one two three four five six seven";
    // Inputs 0 and 3, targets 1 and 4: of seven tokens 2, 5 and 6 are left.
    assert.equal(lost(text, { maxLength: 1, stride: 3 }), "0:7-13 0:23-33");
    assert.equal(lost(text, { maxLength: 1, stride: 5 }), "0:7-23");
    assert.equal(
      lost(text.replace(" four", "\nfour"), { maxLength: 1, stride: 5 }),
      "0:7-13 1:0-4 1:13-19",
    );
    assert.equal(lost(text, { maxLength: 4, stride: 4 }), "0:23-33");
    assert.equal(lost(text.replace(" seven", ""), { maxLength: 1, stride: 2 }), undefined);
  });

  it("gives an id the same colour wherever it stands", () => {
    const words = " one two three four five six seven eight nine ten";
    const places = new Map<string, Set<Kind>>();
    const text = `${words}\n${words} 12${words}`;
    for (const [kind, list] of laidOut(text, { colourBy: "id", colours: 12 })) {
      for (let at = 0; at < list.length; at += 3) {
        const [line = 0, from, to] = list.slice(at, at + 3);
        if (!kind.startsWith("colour")) continue;
        const word = textLines(text).text(line).slice(from, to);
        places.set(word, (places.get(word) ?? new Set()).add(kind));
      }
    }
    assert.ok(places.size > 10);
    for (const [word, kinds] of places) assert.equal(kinds.size, 1, word);
    assert.ok(new Set([...places.values()].flatMap((kinds) => [...kinds])).size > 4);
  });

  it("shows white space and controls, but for what the editor shows", () => {
    const text = "a \tb\xa0c\u200bd\u0001e\u3000f\u0085";
    const all = drawn(text, { signs: { whitespace: false, controls: false } });
    const signs = (found: Record<string, string>) =>
      Object.entries(found).filter(([kind]) => kind.startsWith("sign"));
    assert.deepEqual(signs(all), [
      ["sign space", "0:1-2"],
      ["sign tab", "0:2-3"],
      ["sign noBreak", "0:4-5"],
      ["sign invisible", "0:6-7"],
      ["sign control", "0:8-9 0:12-13"],
      ["sign wide", "0:10-11"],
    ]);
    const some = drawn(text, { signs: { whitespace: true, controls: true } });
    assert.deepEqual(
      signs(some).map(([kind]) => kind),
      ["sign noBreak", "sign invisible", "sign wide", "sign control"],
    );
    assert.equal(some["sign control"], "0:12-13");
  });

  it("shows what has no ink by itself, of two code units too, but not within an emoji", () => {
    const text = "a\ufe0fb\u3164c\u2800d\u{e0100}e ❤\ufe0f 👩\u200d👧 \u034f";
    const found = drawn(text, { signs: { whitespace: true, controls: true } });
    assert.equal(found["sign invisible"], "0:1-2 0:3-4 0:7-9 0:20-21");
    assert.equal(found["sign wide"], "0:5-6");
  });

  for (const colours of [2, 3, 12]) {
    it(`colours each code unit of any text once, and neighbours apart, with ${colours} colours`, () => {
      const seed = 5;
      const random = seeded(seed);
      for (let round = 0; round < 150; round++) {
        const text = randomText(random, 120);
        const lines = textLines(text);
        const lineEndings = random(2) === 0 ? "lf" : "asIs";
        const why = `seed ${seed}, round ${round}: ${JSON.stringify(text)}`;
        const places: { at: number; end: number; colour: string | undefined }[] = [];
        let ends = 0;
        for (const [kind, list] of laidOut(text, { colours }, lineEndings)) {
          const [what, colour] = kind.split(" ");
          if (what === "end") ends += list.length / 3;
          for (let at = 0; what === "colour" && at < list.length; at += 3) {
            const [line = 0, from = 0, to = 0] = list.slice(at, at + 3);
            const start = lines.start(line);
            places.push({ at: start + from, end: start + to, colour });
          }
        }
        assert.equal(ends, lines.count - 1, why);
        places.sort((a, b) => a.at - b.at);
        let next = 0;
        for (let line = 0; line < lines.count; line++) {
          const end = lines.start(line) + lines.text(line).length;
          let previous: string | undefined;
          for (let at = lines.start(line); at < end; next++) {
            const place = places[next]!;
            assert.equal(place.at, at, why);
            assert.notEqual(place.colour, previous, why);
            previous = place.colour;
            at = place.end;
            assert.ok(at <= end, why);
          }
        }
        assert.equal(next, places.length, why);
      }
    });
  }
});
