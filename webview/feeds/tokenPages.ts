import { Observable } from "../../src/shared/base/observable";
import { messageOf } from "../../src/shared/base/rpc";
import { TOKEN_PAGE as PAGE } from "../../src/shared/protocol/firstSight";
import type { TokenSlice } from "../../src/shared/values/tokens";
import { warn } from "../base/log";

/** Pages kept: some 32,000 tokens, many screens, little memory. */
const CAPACITY = 64;

/** What is known of neighbouring tokens of one version of the document. */
interface Page {
  readonly version: number;
  /** Document index of the first token here. */
  readonly first: number;
  readonly ids: { readonly length: number };
}

type Load<P> = (version: number, from: number, to: number) => Promise<P | undefined>;

/** The rows of the document that were pulled so far, by version, the longest unused forgotten. */
export class Pages<P extends Page> extends Observable {
  /** Rises whenever `holding` may answer otherwise, or may ask for what it was refused. */
  revision = 0;
  private version: number | undefined;
  private tokenCount = 0;
  private pages = new Map<number, P>();
  /** Pages of the version before: shown until the new ones are there, so that typing is calm. */
  private stale = new Map<number, P>();
  /** Pages that are on their way, or could not be had. */
  private pending = new Map<number, Promise<void>>();
  private readonly refused = new Set<number>();

  constructor(private readonly load: Load<P>) {
    super();
  }

  /** @param sameDocument whether the rows known so far may stand in for the new ones */
  use(version: number, tokenCount: number, sameDocument: boolean): void {
    this.tokenCount = tokenCount;
    // A page that could not be had is asked for again when the host speaks anew.
    for (const page of this.refused) this.pending.delete(page);
    if (this.refused.size > 0) this.revision++;
    this.refused.clear();
    if (version === this.version) return;
    this.revision++;
    this.pending = new Map();
    this.stale = new Map(sameDocument ? [...this.stale, ...this.pages] : []);
    trim(this.stale);
    this.pages = new Map();
    this.version = version;
  }

  /** The slice that holds token `index`, asked for when it is not there. */
  pageWith(index: number): P | undefined {
    if (index < 0 || index >= this.tokenCount) return undefined;
    const page = Math.floor(index / PAGE);
    const slice = this.pages.get(page);
    if (slice !== undefined) {
      // The order of a Map is the order of use.
      this.pages.delete(page);
      this.pages.set(page, slice);
      return slice;
    }
    this.ask(page);
    const old = this.stale.get(page);
    return old !== undefined && index < old.first + old.ids.length ? old : undefined;
  }

  /** Settles when tokens `[from, to)` are known as far as they can be had. */
  async whenKnown(from: number, to: number): Promise<void> {
    for (let index = from; index < to; index += PAGE - (index % PAGE)) {
      this.pageWith(index);
      await this.pending.get(Math.floor(index / PAGE));
    }
  }

  private ask(page: number): void {
    const { version } = this;
    if (version === undefined || this.pending.has(page)) return;
    this.pending.set(page, this.pull(page, version));
  }

  private async pull(page: number, version: number): Promise<void> {
    const { pending: asked } = this;
    const from = page * PAGE;
    try {
      const slice = await this.load(version, from, Math.min(from + PAGE, this.tokenCount));
      // An answer for an old version is late: another page has been asked for.
      if (version !== this.version) return;
      // One that does not fit, or none, means that a new `show` follows.
      if (slice?.version !== version || slice.first !== from) {
        this.refused.add(page);
        return;
      }
      asked.delete(page);
      this.pages.set(page, slice);
      this.stale.delete(page);
      trim(this.pages);
      this.revision++;
      this.notify();
    } catch (error) {
      if (version === this.version) this.refused.add(page);
      warn(`tokens from ${String(from)} on could not be read. ${messageOf(error)}`);
    }
  }
}

export class TokenPages extends Pages<TokenSlice> {}

function trim(pages: Map<number, unknown>): void {
  for (const page of pages.keys()) {
    if (pages.size <= CAPACITY) return;
    pages.delete(page);
  }
}
