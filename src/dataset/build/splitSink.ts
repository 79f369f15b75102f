import type { PackingCosts } from "../../windows/packing";
import { WindowCounter, type WindowCounts, type WindowOptions } from "../report/windowCounter";
import type { SplitWriter } from "../formats/splitWriter";
import { idsOf, type Ids } from "../rules/ids";
import type { EndOfTextRule, IdType } from "../rules/setRules";

/** What a split amounts to. */
export interface SplitCounts extends WindowCounts {
  readonly name: string;
  readonly documents: number;
  /** With end-of-text tokens. */
  readonly tokens: number;
  readonly endsOfText: number;
  /** Of the windows that were written in place of the documents, where they were. */
  readonly packed?: PackingCosts;
}

export interface SplitOptions {
  readonly endOfText: EndOfTextRule;
  /** Undefined where none is written. */
  readonly endOfTextId: number | undefined;
  readonly type: IdType;
  readonly windows: WindowOptions;
}

/** Takes the documents of a split and puts end-of-text tokens where the rule has them. */
export class SplitSink {
  private documents = 0;
  private endsOfText = 0;
  private readonly windows: WindowCounter;
  private readonly endOfText: Ids | undefined;
  /** Whether a document has begun and was not told to have ended. */
  private isOpen = false;

  /** @param writer undefined where nothing is written */
  constructor(
    readonly name: string,
    private readonly options: SplitOptions,
    private readonly writer: SplitWriter | undefined,
  ) {
    const { endOfTextId, type } = options;
    this.windows = new WindowCounter(options.windows);
    this.endOfText = endOfTextId === undefined ? undefined : idsOf(type, 1).fill(endOfTextId);
  }

  begin(): void {
    if (this.isOpen) this.close(this.options.endOfText === "between");
    this.isOpen = true;
    this.documents++;
    this.windows.startDocument();
  }

  append(ids: Ids): void {
    this.windows.add(ids.length);
    this.writer?.append(ids);
  }

  /** With "between" a document stays open: whether another follows decides how it ends. */
  end(): void {
    if (this.options.endOfText !== "between") this.close(this.options.endOfText === "after");
  }

  finish(): SplitCounts {
    if (this.isOpen) this.close(false);
    this.writer?.finish();
    const { name, documents, endsOfText } = this;
    const { tokens } = this.windows;
    return { name, documents, tokens, endsOfText, ...this.windows.counts() };
  }

  private close(isEnded: boolean): void {
    if (isEnded && this.endOfText !== undefined) {
      this.append(this.endOfText);
      this.endsOfText++;
    }
    this.writer?.endDocument();
    this.isOpen = false;
  }
}
