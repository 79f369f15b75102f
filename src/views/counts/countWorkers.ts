import type { Reading } from "../../tokens/document/tokenDocument";
import type { TextCount, TokenService } from "../../workers/tokenService";
import type { WorkerClient } from "../../workers/workerClient";
import type { TextContent } from "../texts/openTexts";

/** Bytes, or code units, that each worker has had before one more is started. */
const UNITS_EACH = 1 << 19;

interface Member {
  readonly client: WorkerClient<TokenService>;
  /** Bytes, or code units, that it has and has not counted. */
  waiting: number;
}

/**
 * Token workers that count side by side: the one that follows the open documents, and beside it as
 * many more as there is work for. These end with the counting.
 */
export class CountWorkers {
  private readonly members: Member[];
  private unitsGiven = 0;

  /**
   * @param first goes on when this ends
   * @param start makes one more
   * @param most how many there are at most
   */
  constructor(
    first: WorkerClient<TokenService>,
    private readonly start: () => WorkerClient<TokenService>,
    private readonly most: number,
  ) {
    this.members = [{ client: first, waiting: 0 }];
  }

  /** Counts as the service does. @throws what it throws, and the signal's reason */
  async count(content: TextContent, reading: Reading, signal: AbortSignal): Promise<TextCount> {
    // An empty one is waited for too.
    const size = content.length + 1;
    this.unitsGiven += size;
    const member = this.idlest();
    member.waiting += size;
    try {
      return await member.client.call.count(content, reading, signal);
    } finally {
      member.waiting -= size;
    }
  }

  dispose(): void {
    for (const { client } of this.members.slice(1)) client.dispose();
  }

  private idlest(): Member {
    const { members, most, unitsGiven } = this;
    const least = members.reduce((a, b) => (b.waiting < a.waiting ? b : a));
    const isEnough = least.waiting === 0 || unitsGiven < UNITS_EACH * members.length;
    if (isEnough || members.length >= most) return least;
    const more: Member = { client: this.start(), waiting: 0 };
    members.push(more);
    return more;
  }
}
