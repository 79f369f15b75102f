import type { TokenFrequencies } from "../../src/shared/values/frequency";
import { Pages } from "./tokenPages";

/** Milliseconds without an edit before a document is counted anew. */
const CALM = 200;

type Load = (version: number, from: number, to: number) => Promise<TokenFrequencies | undefined>;

/** How often the tokens in view occur. A count is of a whole document: typing comes first. */
export class FrequencyPages extends Pages<TokenFrequencies> {
  private newest: number | undefined;
  private calmFrom = 0;

  constructor(load: Load) {
    super(async (version, from, to) => {
      const wait = this.calmFrom - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      return version === this.newest ? load(version, from, to) : undefined;
    });
  }

  override use(version: number, tokenCount: number, sameDocument: boolean): void {
    super.use(version, tokenCount, sameDocument);
    if (sameDocument && version !== this.newest) this.calmFrom = performance.now() + CALM;
    this.newest = version;
  }
}
