import type { Memento, TextDocument } from "vscode";
import type { Move } from "./moves/move";

/** Documents remembered; beyond that the one chosen longest ago is forgotten. */
const MOST = 200;

/** Documents that a person chose for something, kept with the workspace. */
export class RememberedDocuments {
  /** Addresses, oldest choice first. */
  private addresses: Set<string>;

  /**
   * @param key of the choice
   * @param keepsUntitled whether untitled ones are kept too: the name of one is given to another
   *   after a while
   */
  constructor(
    private readonly state: Memento,
    private readonly key: string,
    private readonly keepsUntitled: boolean,
  ) {
    const kept = state.get<unknown>(key);
    const addresses: unknown[] = Array.isArray(kept) ? kept : [];
    this.addresses = new Set(addresses.filter((each) => typeof each === "string").slice(-MOST));
  }

  get size(): number {
    return this.addresses.size;
  }

  /** Addresses of those that are untitled. */
  get untitled(): string[] {
    return [...this.addresses].filter(isUntitled);
  }

  has({ uri }: Pick<TextDocument, "uri">): boolean {
    return this.addresses.has(uri.toString());
  }

  add({ uri }: TextDocument): void {
    this.addresses.add(uri.toString());
    const [oldest] = this.addresses;
    if (this.addresses.size > MOST && oldest !== undefined) this.addresses.delete(oldest);
    this.keep();
  }

  /** @returns whether it was remembered */
  delete({ uri }: Pick<TextDocument, "uri">): boolean {
    const wasThere = this.addresses.delete(uri.toString());
    if (wasThere) this.keep();
    return wasThere;
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
    const kept = [...this.addresses].filter((each) => this.keepsUntitled || !isUntitled(each));
    void this.state.update(this.key, kept.length === 0 ? undefined : kept);
  }
}

const isUntitled = (address: string): boolean => address.startsWith("untitled:");
