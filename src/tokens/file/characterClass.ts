/** A class of characters, for the flag `v`. */
export class CharacterClass {
  private readonly ascii = new Uint8Array(128);
  private readonly regex: RegExp;
  private readonly known = new Map<number, boolean>();

  constructor(source: string) {
    this.regex = new RegExp(`^${source}$`, "v");
    for (let point = 0; point < 128; point++) {
      this.ascii[point] = this.regex.test(String.fromCharCode(point)) ? 1 : 0;
    }
  }

  has(point: number): boolean {
    if (point < 128) return this.ascii[point] === 1;
    let isIn = this.known.get(point);
    if (isIn === undefined) {
      isIn = this.regex.test(String.fromCodePoint(point));
      if (this.known.size >= 4096) this.known.clear();
      this.known.set(point, isIn);
    }
    return isIn;
  }
}
