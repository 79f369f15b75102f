import type { Memento, TextDocument } from "vscode";

const KEY = "tokenscope.highlights";
/** Documents remembered; beyond that the one chosen longest ago is forgotten. */
const MOST = 200;

/** The documents whose tokens are coloured, kept with the workspace. */
export class Remembered {
  /** Addresses, oldest choice first. */
  private readonly addresses: Set<string>;

  constructor(private readonly state: Memento) {
    const kept = state.get<unknown>(KEY);
    const addresses: unknown[] = Array.isArray(kept) ? kept : [];
    this.addresses = new Set(addresses.filter((each) => typeof each === "string").slice(-MOST));
  }

  get size(): number {
    return this.addresses.size;
  }

  has({ uri }: TextDocument): boolean {
    return this.addresses.has(uri.toString());
  }

  add({ uri }: TextDocument): void {
    this.addresses.add(uri.toString());
    const [oldest] = this.addresses;
    if (this.addresses.size > MOST && oldest !== undefined) this.addresses.delete(oldest);
    this.keep();
  }

  delete({ uri }: TextDocument): void {
    if (this.addresses.delete(uri.toString())) this.keep();
  }

  private keep(): void {
    // An untitled document's name is given to another one after a while.
    const kept = [...this.addresses].filter((address) => !address.startsWith("untitled:"));
    void this.state.update(KEY, kept.length === 0 ? undefined : kept);
  }
}
