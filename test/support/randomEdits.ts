import type { TextChange } from "../../src/shared/values/tokens";
import { EditedText } from "./editedText";
import { randomText } from "./hardText";
import type { Random } from "./random";

const MOST_CHANGES = 4;
const PASTE_UNITS = 1_000_000;
/** Places where an edit cuts or joins what is one token, one character or one line end. */
const SEAMS = ["\r\n", "<|endoftext|>", "|endof", "\ud83d", "\udc4b", "  ", "'l"];
/** Halves that make a whole with what stands beside them. */
const HALVES = ["\r", "\n", "\ud83d", "\udc4b", "<", "|endoftext|>", "<|endoftext|", ">", "'", "l"];
/** Repeated, these are one piece that runs through many chunks. */
const RUNS = ["a", " ", "-", "\n", "\r\n", "7", "é", "中", "👋"];

export type EditKind = "typing" | "cut" | "paste" | "run" | "megabyte" | "deleteAll" | "undo";

export interface EditMix {
  /** Code units that the text stays around. */
  readonly units: number;
  /** Every so many edits one pastes a megabyte. */
  readonly megabyte: number;
  /** Every so many edits one deletes all. */
  readonly deleteAll: number;
}

/** An endless row of random edits of one text that begins empty, of the kinds a person makes. */
export class RandomEdits {
  readonly counts = new Map<EditKind, number>();
  private readonly edited = new EditedText();
  private readonly megabyte: string;
  /** Undos that come in a row. */
  private undosLeft = 0;
  private cursor = 0;
  private made = 0;

  constructor(
    private readonly random: Random,
    private readonly mix: EditMix,
  ) {
    this.megabyte = textOf(random, 2 * PASTE_UNITS);
  }

  get text(): string {
    return this.edited.text;
  }

  /** Makes the next edit. Its changes are simultaneous and in no particular order. */
  next(): { kind: EditKind; changes: TextChange[] } {
    this.made++;
    const wanted = this.kind();
    const undone = wanted === "undo" ? this.edited.undo() : undefined;
    if (undone !== undefined) return this.tell("undo", undone);
    const kind = wanted === "undo" ? "typing" : wanted;
    const changes = this.changes(kind);
    this.edited.edit(changes);
    this.cursor = changes.at(-1)?.start ?? 0;
    return this.tell(kind, changes);
  }

  private tell(kind: EditKind, changes: TextChange[]) {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    return { kind, changes: shuffled(this.random, changes) };
  }

  private kind(): EditKind {
    const { random, mix, text } = this;
    if (this.undosLeft > 0) {
      this.undosLeft--;
      return "undo";
    }
    // A text far too long comes back by what made it so, or at one blow.
    if (text.length > 3 * mix.units + 5000 && random(8) === 0) {
      return random(2) === 0 ? "undo" : random(2) === 0 ? "deleteAll" : "cut";
    }
    if (this.made % mix.megabyte === 0) return "megabyte";
    if (this.made % mix.deleteAll === 0) return "deleteAll";
    if (random(60) === 0) {
      this.undosLeft = random(20);
      return "undo";
    }
    if (text.length > mix.units ? random(40) === 0 : random(200) === 0) return "cut";
    if (text.length < mix.units ? random(15) === 0 : random(200) === 0) return "paste";
    return random(150) === 0 ? "run" : "typing";
  }

  private changes(kind: Exclude<EditKind, "undo">): TextChange[] {
    const { random, mix, text } = this;
    const start = this.place();
    switch (kind) {
      case "megabyte": {
        const from = random(PASTE_UNITS);
        const pasted = this.megabyte.slice(from, from + PASTE_UNITS);
        const end = Math.min(text.length, start + random(2) * random(100));
        return [{ start, end, text: pasted }];
      }
      case "deleteAll": {
        // Select all, then type over it or not.
        const typed = random(2) === 0 ? "" : randomText(random, 3);
        return [{ start: 0, end: text.length, text: typed }];
      }
      case "cut": {
        const most = Math.max(text.length - mix.units, mix.units / 4);
        const end = Math.min(text.length, start + random(most));
        return [{ start, end, text: "" }];
      }
      case "paste":
        return [{ start, end: start, text: textOf(random, 1 + random(mix.units / 4)) }];
      case "run": {
        const run = RUNS[random(RUNS.length)] ?? "";
        return [{ start, end: start, text: run.repeat(1 + random(Math.min(8000, mix.units))) }];
      }
      case "typing":
        return this.typing();
    }
  }

  /** Up to a few small changes, some of them side by side. */
  private typing(): TextChange[] {
    const { random, text } = this;
    const count = random(3) === 0 ? 1 + random(MOST_CHANGES) : 1;
    const places = Array.from({ length: count }, () => this.place()).sort((a, b) => a - b);
    const changes: TextChange[] = [];
    let free = 0;
    for (const place of places) {
      const start = random(8) === 0 ? free : Math.max(free, place);
      const end = Math.min(text.length, start + (random(2) === 0 ? 0 : random(12)));
      // Two insertions at one place have no order but that of the event.
      const last = changes.at(-1);
      if (last !== undefined && start === end && last.end === start) continue;
      const inserted =
        random(3) === 0 ? (HALVES[random(HALVES.length)] ?? "") : randomText(random, 3);
      changes.push({ start, end, text: inserted });
      free = end;
    }
    return changes;
  }

  /** Anywhere, near the last edit, or in the middle of something that is one. */
  private place(): number {
    const { random, text } = this;
    const near = this.cursor - 20 + random(40);
    const from = random(2) === 0 ? near : random(text.length + 1);
    const place = Math.min(text.length, Math.max(0, from));
    if (random(3) !== 0) return place;
    const seam = SEAMS[random(SEAMS.length)] ?? "";
    const found = text.slice(place, place + 2000).indexOf(seam);
    return found < 0 ? place : place + found + random(seam.length + 1);
  }
}

/** Hard text of exactly so many code units. */
function textOf(random: Random, units: number): string {
  const parts: string[] = [];
  for (let length = 0; length < units;) {
    const part = randomText(random, 200);
    parts.push(part);
    length += part.length;
  }
  return parts.join("").slice(0, units);
}

function shuffled<T>(random: Random, values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, key: random(1 << 30) }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}
