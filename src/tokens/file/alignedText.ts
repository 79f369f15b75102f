import { isLow } from "./codePoints";

/**
 * A text that was made from a stretch of another one, and for each of its code units the place
 * `[start, end)` of the character there that it comes from, as the library tokenizers aligns them.
 * Places never decrease; what was put in has the place of the character before it.
 */
export class AlignedText {
  /**
   * @param base of the stretch's first code unit
   * @param places as long as the text; undefined where the text is the stretch as it was
   */
  constructor(
    readonly text: string,
    readonly base: number,
    private readonly places?: Places,
  ) {}

  /** Start of the character that code unit `at` comes from. */
  startOf(at: number): number {
    if (this.places !== undefined) return this.places.starts[at] as number;
    return this.base + at - (isLowHalf(this.text, at) ? 1 : 0);
  }

  /** End of the character that code unit `at` comes from. */
  endOf(at: number): number {
    if (this.places !== undefined) return this.places.ends[at] as number;
    return this.base + at + (isLowHalf(this.text, at + 1) ? 2 : 1);
  }

  /** The same characters, each replaced by one of as many code units. */
  mapped(text: string): AlignedText {
    return text === this.text ? this : new AlignedText(text, this.base, this.places);
  }

  slice(from: number, to: number): AlignedText {
    if (from === 0 && to === this.text.length) return this;
    const { places } = this;
    return places === undefined
      ? new AlignedText(this.text.slice(from, to), this.base + from)
      : new AlignedText(this.text.slice(from, to), this.base, {
          starts: places.starts.subarray(from, to),
          ends: places.ends.subarray(from, to),
        });
  }
}

interface Places {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Half a surrogate pair that stands alone is a character of its own. */
export function isLowHalf(text: string, at: number): boolean {
  if (!isLow(text.charCodeAt(at))) return false;
  const high = text.charCodeAt(at - 1);
  return high >= 0xd800 && high < 0xdc00;
}

/** Puts an aligned text together out of parts of another. */
export class AlignedBuilder {
  private readonly parts: string[] = [];
  private starts: Int32Array;
  private ends: Int32Array;
  length = 0;

  constructor(private readonly source: AlignedText) {
    this.starts = new Int32Array(source.text.length + 16);
    this.ends = new Int32Array(source.text.length + 16);
  }

  /** Takes over code units `[from, to)` as they are. */
  copy(from: number, to: number): void {
    if (from >= to) return;
    const { source } = this;
    this.reserve(to - from);
    for (let at = from; at < to; at++) {
      this.starts[this.length] = source.startOf(at);
      this.ends[this.length++] = source.endOf(at);
    }
    this.parts.push(source.text.slice(from, to));
  }

  /** Puts in text with the place of code unit `at`; before the first one, of nothing at all. */
  insert(text: string, at: number): void {
    this.reserve(text.length);
    const start = at < 0 ? this.source.base : this.source.startOf(at);
    const end = at < 0 ? start : this.source.endOf(at);
    this.starts.fill(start, this.length, this.length + text.length);
    this.ends.fill(end, this.length, this.length + text.length);
    this.length += text.length;
    this.parts.push(text);
  }

  build(): AlignedText {
    return new AlignedText(this.parts.join(""), this.source.base, {
      starts: this.starts.subarray(0, this.length),
      ends: this.ends.subarray(0, this.length),
    });
  }

  private reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.starts.length) return;
    const capacity = Math.max(needed, 2 * this.starts.length);
    const starts = new Int32Array(capacity);
    const ends = new Int32Array(capacity);
    starts.set(this.starts);
    ends.set(this.ends);
    [this.starts, this.ends] = [starts, ends];
  }
}

/**
 * What becomes of a text's characters, told one new character after another. Each stands for an
 * old one, for none (it was put in), or for one and some that go with it.
 */
export class Transform {
  private readonly builder: AlignedBuilder;
  /** Where the next old character starts. */
  private at = 0;

  /** @param removed old characters that go before the first new one */
  constructor(
    private readonly source: AlignedText,
    removed = 0,
  ) {
    this.builder = new AlignedBuilder(source);
    for (let count = 0; count < removed; count++) this.pass();
  }

  /**
   * @param change 1 for a character that was put in, 0 for one that stands for an old one, -n for
   * one that stands for an old one and n that go behind it
   */
  push(character: string, change: number): void {
    if (change > 0) {
      this.builder.insert(character, this.at - 1);
      return;
    }
    this.builder.insert(character, Math.min(this.at, this.source.text.length - 1));
    for (let count = 0; count <= -change; count++) this.pass();
  }

  /** Takes over code units up to `to`. */
  copy(to: number): void {
    this.builder.copy(this.at, to);
    this.at = to;
  }

  build(): AlignedText {
    return this.builder.build();
  }

  private pass(): void {
    const { text } = this.source;
    if (this.at < text.length) this.at += isLowHalf(text, this.at + 1) ? 2 : 1;
  }
}
