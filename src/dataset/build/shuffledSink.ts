import type { Spool } from "../formats/setFile";
import type { Ids } from "../rules/ids";
import type { IdType } from "../rules/setRules";
import { shuffledOrder } from "../../windows/shuffle";
import { SpooledIds } from "./spooledIds";
import type { SplitCounts, SplitSink } from "./splitSink";

/**
 * Takes the documents of a split and hands them on in the order in which PyTorch's
 * `DataLoader(shuffle=True)` shows as many samples after `torch.manual_seed(seed)`.
 */
export class ShuffledSink {
  private readonly documents: SpooledIds;

  constructor(
    spool: Spool,
    private readonly sink: SplitSink,
    type: IdType,
    private readonly seed: number,
  ) {
    this.documents = new SpooledIds(spool, type);
  }

  begin(): void {
    // It begins where the one before has ended.
  }

  append(ids: Ids): void {
    this.documents.append(ids);
  }

  end(): void {
    this.documents.end();
  }

  finish(): SplitCounts {
    const { documents, sink } = this;
    for (const document of shuffledOrder(documents.lengths.length, this.seed, 0)) {
      sink.begin();
      for (const ids of documents.read(document)) sink.append(ids);
      sink.end();
    }
    documents.drop();
    return sink.finish();
  }
}
