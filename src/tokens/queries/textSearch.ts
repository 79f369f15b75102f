/**
 * Finds a text in stretches of a longer one that come one after another, in time that grows with
 * their length alone (Knuth, Morris and Pratt): a place may lie across any number of stretches, and
 * no text, however much it repeats itself, makes the search slow.
 */
export class TextSearch {
  /** For so many code units that fit, how many still fit when the next one does not. */
  private readonly shorter: Uint32Array;
  /** Code units of the text that fit at the end of what was seen so far. */
  private fitting = 0;
  private seen = 0;

  /** @param sought not empty */
  constructor(private readonly sought: string) {
    const { length } = sought;
    const shorter = new Uint32Array(length + 1);
    for (let at = 1, fits = 0; at < length; at++) {
      while (fits > 0 && sought.charCodeAt(at) !== sought.charCodeAt(fits)) {
        fits = shorter[fits] as number;
      }
      if (sought.charCodeAt(at) === sought.charCodeAt(fits)) fits++;
      shorter[at + 1] = fits;
    }
    this.shorter = shorter;
  }

  /** Takes the next stretch and tells where the places that end in it begin, overlapping ones too. */
  take(stretch: string, found: (place: number) => void): void {
    const { sought, shorter } = this;
    const { length } = sought;
    const [first = ""] = sought.split("", 1);
    let { fitting } = this;
    for (let at = 0; at < stretch.length; at++) {
      if (fitting === 0) {
        // Most units begin nothing: the runtime's own search skips them faster.
        at = stretch.indexOf(first, at);
        if (at < 0) break;
      }
      const unit = stretch.charCodeAt(at);
      while (fitting > 0 && sought.charCodeAt(fitting) !== unit) {
        fitting = shorter[fitting] as number;
      }
      if (sought.charCodeAt(fitting) === unit) fitting++;
      if (fitting < length) continue;
      found(this.seen + at + 1 - length);
      fitting = shorter[length] as number;
    }
    this.fitting = fitting;
    this.seen += stretch.length;
  }
}
