import type { Memento, TextDocument } from "vscode";
import type { Move } from "../../analysis/moves/move";

const KEY = "tokenscope.highlights";
/** Documents remembered; beyond that the one chosen longest ago is forgotten. */
const MOST = 200;

/** The documents whose tokens are coloured, kept with the workspace. */
export class Remembered {
  /** Addresses, oldest choice first. */
  private addresses: Set<string>;

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

  /**
   * Follows documents that go on under another address.
   * @returns whether there was any
   */
  move({ to, isCopy }: Move): boolean {
    const moved = [...this.addresses].map((address) => [address, to(address)] as const);
    if (moved.every(([, other]) => other === undefined)) return false;
    const addresses = moved.flatMap(([address, other]) => {
      if (other === undefined) return [address];
      return isCopy ? [address, other] : [other];
    });
    this.addresses = new Set(addresses.slice(-MOST));
    this.keep();
    return true;
  }

  private keep(): void {
    // An untitled document's name is given to another one after a while.
    const kept = [...this.addresses].filter((address) => !address.startsWith("untitled:"));
    void this.state.update(KEY, kept.length === 0 ? undefined : kept);
  }
}
