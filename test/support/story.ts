import torch from "../golden/torch.json" with { type: "json" };
import { seeded, type Random } from "./random";

/** Ids of the opening by GPT-2: the notebook's first batch [8, 4], row after row. */
export const OPENING_IDS: readonly number[] = torch.batch8x4.inputs.flat();

const OPENING =
  "I HAD always thought Jack Gisburn rather a cheap genius--though a good fellow enough--so it was " +
  "no great surprise to me to hear that, in";

const PEOPLE = ["the clerk", "my aunt", "Mrs. Harrow", "a lamplighter", "old Tobias", "the twins"];
const DEEDS = [
  ..."counted carried painted forgot praised mended buried weighed borrowed returned".split(" "),
  ..."followed described sketched refused admired misplaced unwrapped".split(" "),
];
const THINGS = [
  ..."a ledger;the blue jars;seven umbrellas;an unfinished map;her best ink;1908 candles".split(
    ";",
  ),
  ..."the harbour's bell;a cracked violin;two-thirds of the bread;what nobody wanted".split(";"),
];
const PLACES = [
  ..."by the canal;under the stairs;in Wexcombe;behind the theatre;at half past four".split(";"),
  ..."on the windowsill;across the marsh;within earshot of the choir".split(";"),
];
const TURNS = ["--and why not?--", ", _of course_,", ";", ", as if", " because", ", although"];
const SAYINGS = [
  ..."Don't tell them;I'll see;It's late;We've all been there;They're coming".split(";"),
  ..."You'd never guess;Hush;Nonsense".split(";"),
];

/** Paragraphs enough for a text of the length of a short story. */
const PARAGRAPHS = 60;

/**
 * Prose of some 20,000 characters, always the same: ASCII with LF, dialogue, dashes and emphasis. It
 * makes no sense; its first 32 tokens are `OPENING_IDS`, and the next is the last target of that batch.
 */
export function story(): string {
  const random = seeded(1908);
  const paragraphs = Array.from({ length: PARAGRAPHS }, () => paragraph(random));
  return `${OPENING} time, ${paragraphs.join("\n\n")}\n`;
}

function paragraph(random: Random): string {
  return Array.from({ length: 2 + random(6) }, () => sentence(random)).join(" ");
}

function sentence(random: Random): string {
  if (random(5) === 0) return `"${oneOf(SAYINGS, random)}," said ${oneOf(PEOPLE, random)}.`;
  const clauses = [clause(random)];
  while (random(3) === 0) clauses.push(oneOf(TURNS, random), " ", clause(random));
  const text = clauses.join("").replaceAll("-- ", "--");
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}

function clause(random: Random): string {
  const place = random(2) === 0 ? ` ${oneOf(PLACES, random)}` : "";
  return `${oneOf(PEOPLE, random)} ${oneOf(DEEDS, random)} ${oneOf(THINGS, random)}${place}`;
}

function oneOf(words: readonly string[], random: Random): string {
  return words[random(words.length)] ?? "";
}
