import type { BytePairEncoding } from "../../src/shared/values/tokens";
import { Encoder } from "../../src/tokens/encode/encoder";
import { encodings } from "../../src/tokens/encode/encodings";
import { TokenDocument } from "../../src/tokens/document/tokenDocument";
import { encoders, vocabularyOf, type TimedEncoder } from "./encoders";
import { runTexts } from "./runTexts";
import { head, median, row, time } from "./timing";

const PEERS = ["gpt-tokenizer", "tiktoken (WASM)"];
const FORMS = ["lines", "cells", "whole"] as const;
/** What a peer is timed on first: most are quadratic on one long piece. */
const FIRST_UNITS = 5000;
/** Milliseconds from which a peer is not asked for more. */
const ENOUGH = 40;
const TYPED_KEYS = 60;

/**
 * Times runs of signs, and compares the ids.
 * @param chosen encodings; every one where none is named
 * @throws where ids differ
 */
export async function runTables(chosen: readonly string[]): Promise<void> {
  const texts = runTexts();
  const all = Object.keys(encodings) as BytePairEncoding[];
  for (const encoding of all.filter((each) => chosen.length === 0 || chosen.includes(each))) {
    head(
      `Runs with ${encoding}, MB/s of Tokenscope, ${PEERS.join(" and ")}:`,
      "run",
      "lines of 20 to 400",
      "the same in one line, with bars between",
      "one run of 300 KB",
      "ratio to the best other, least of the three",
    );
    const [own, ...peers] = await Promise.all(
      ["Tokenscope", ...PEERS].map((name) => encoderOf(name, encoding)),
    );
    if (own === undefined) return;
    for (const { name, ...forms } of texts) {
      const speeds = FORMS.map((form) => speedsOf(own, peers, forms[form], `${name}, ${form}`));
      const ratios = speeds.map(([ours = NaN, ...theirs]) => ours / Math.max(...theirs));
      const cells = speeds.map((each) => each.map((speed) => speed.toFixed(1)).join(", "));
      row(`\`${name}\``, ...cells, Math.min(...ratios).toFixed(1));
    }
  }
  typedInRuns();
}

async function encoderOf(name: string, encoding: BytePairEncoding): Promise<TimedEncoder> {
  const open = encoders[name];
  if (open === undefined) throw new Error(`There is no encoder ${name}.`);
  return open(encoding);
}

/** MB/s, ours first. A peer that fails has none. */
function speedsOf(own: TimedEncoder, peers: TimedEncoder[], text: string, where: string) {
  const speedOf = (part: string, ms: number): number => Buffer.byteLength(part) / 1e3 / ms;
  const theirs = peers.map((peer) => {
    let [part, ms] = ["", 0];
    for (let units = FIRST_UNITS; ms < ENOUGH && part.length < text.length; units *= 4) {
      part = text.slice(0, units);
      // Not through the middle of a character.
      if (/[\ud800-\udbff]$/.test(part)) part = part.slice(0, -1);
      let ids;
      try {
        ids = peer.encode(part);
      } catch {
        return 0;
      }
      if (!same(ids, own.encode(part))) throw new Error(`Other ids for ${where}.`);
      ms = time(() => peer.encode(part), 1, peer.empty);
    }
    return speedOf(
      part,
      time(() => peer.encode(part), 3, peer.empty),
    );
  });
  return [
    speedOf(
      text,
      time(() => own.encode(text), 7, own.empty),
    ),
    ...theirs,
  ];
}

function same(ids: ArrayLike<number>, others: ArrayLike<number>): boolean {
  if (ids.length !== others.length) return false;
  for (let at = 0; at < ids.length; at++) if (ids[at] !== others[at]) return false;
  return true;
}

function typedInRuns(): void {
  const names = Object.keys(encodings) as BytePairEncoding[];
  head("A character typed within a run, median ms:", "run", "characters", ...names);
  for (const [name, sign] of Object.entries({
    "=": "=",
    "-": "-",
    blanks: " ",
    0: "0",
    a: "a",
    中: "中",
  })) {
    for (const length of [16_000, 1_000_000]) {
      const text = `x\n${sign.repeat(length)}\nend\n`;
      const times = names.map((encoding) => typedKey(encoding, text, sign));
      row(`\`${name}\``, length.toLocaleString("en"), ...times.map((ms) => ms.toFixed(3)));
    }
  }
}

/** Median of characters typed one behind the other, in the middle: the run's own and others by turns. */
function typedKey(encoding: BytePairEncoding, text: string, sign: string): number {
  const encoder = new Encoder(vocabularyOf(encoding), encodings[encoding]);
  const reading = { specialTokens: "split", lineEndings: "lf" } as const;
  const document = TokenDocument.open(encoder, text, 0, reading);
  const times = Array.from({ length: TYPED_KEYS }, (_, version) => {
    const at = (text.length >> 1) + version;
    const change = { start: at, end: at, text: version % 2 === 0 ? sign : "+" };
    const start = performance.now();
    document.edit(version + 1, [change]);
    return performance.now() - start;
  });
  return median(times.slice(TYPED_KEYS / 4));
}
