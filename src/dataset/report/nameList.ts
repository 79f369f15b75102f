/** Code units of names that are kept. */
const MOST_UNITS = 2 ** 23;

/** The names of the first documents: of very many, the others are told by their number alone. */
export class NameList {
  private readonly names: string[] = [];
  private units = 0;

  /** Names come in the order of their numbers, from 0. */
  add(name: string): void {
    this.units += name.length;
    if (this.units <= MOST_UNITS) this.names.push(name);
  }

  of(number: number): string {
    return this.names[number] ?? `#${number + 1}`;
  }
}
