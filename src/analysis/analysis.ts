import * as l10n from "../shared/base/l10n";
import { EventEmitter, type TextDocument, type TextDocumentChangeEvent } from "vscode";
import type { FindAnswer, FindFrom, Sought } from "../shared/values/find";
import type { TokenFrequencies } from "../shared/values/frequency";
import type { IdProblems } from "../shared/values/idProblems";
import type { TokenMerges } from "../shared/values/merges";
import { messageOf, type Remote } from "../shared/base/rpc";
import type {
  Encoding,
  TokenBytes,
  Tokens,
  TokenSlice,
  TokenSummary,
} from "../shared/values/tokens";
import { changesOf, lengthOf } from "../text/textDocument";
import { vocabularySizeOf } from "../tokens/encode/encodings";
import type { IdsText } from "../tokens/queries/idsText";
import type { Reading } from "../tokens/document/tokenDocument";
import type { TouchedCount } from "../tokens/document/touched";
import type { Stretch, TokenSpans } from "../tokens/document/tokenSpans";
import type { TokenPlaces, TokenService } from "../workers/tokenService";
import type { WorkerClient } from "../workers/workerClient";

let revisions = 0;
let keys = 0;
const newKey = (): string => `document ${keys++}`;

/** What the worker was last told, and which worker. */
interface Sent {
  readonly generation: number;
  readonly version: number;
}

/**
 * The tokens of one open document. The token worker holds them; this keeps it up to date and asks
 * it. Every answer is of the document as it was when asked, or newer.
 */
export class Analysis {
  /** Of the newest version that was answered; undefined before the first answer. */
  summary: TokenSummary | undefined;
  /** Another for every summary of every document. */
  revision = 0;
  /** Why the newest version has no tokens, for a person. */
  failure: string | undefined;

  private readonly changed = new EventEmitter<void>();
  /** `summary` or `failure` is another. */
  readonly onDidChange = this.changed.event;
  private readonly told = new EventEmitter<void>();
  /** The worker was told of a newer version: what is asked from now on is of that one. */
  readonly onDidTell = this.told.event;
  /**
   * Another for another document or way of reading. Not the address: a document may be closed and
   * another take its address at once.
   */
  key = newKey();
  private isDisposed = false;
  private sent: Sent | undefined;

  constructor(
    readonly document: TextDocument,
    private readonly tokenizer: WorkerClient<TokenService>,
    private reading: Reading,
  ) {}

  /** Reads the document in another way from now on, if it is another. */
  read(reading: Reading): void {
    if (JSON.stringify(reading) === JSON.stringify(this.reading)) return;
    this.closeInWorker();
    this.reading = reading;
    this.key = newKey();
    this.sent = undefined;
    this.update();
  }

  /** Brings the worker up to date, e.g. after it was restarted, and announces the outcome. */
  update(): void {
    this.ask((service) => service.indexAt(this.key, 0)).catch(() => undefined);
  }

  follow(event: TextDocumentChangeEvent): void {
    const { version } = event.document;
    const { sent } = this;
    // A question that was asked before this event came in has brought the worker the whole text.
    if (sent?.version === version) return;
    // A version that was left out may hold edits that follow one another instead of being
    // simultaneous, so that only the whole text is sure.
    if (sent?.generation !== this.tokenizer.generation || sent.version !== version - 1) {
      this.update();
      return;
    }
    this.settle(
      { ...sent, version },
      this.tokenizer.call.edit(this.key, version, changesOf(event), lengthOf(event.document)),
    );
  }

  /** The words of a list of ids that are no ids of its vocabulary; none of any other document. */
  idProblems(): Promise<IdProblems> {
    return this.ask((service) => service.idProblems(this.key));
  }

  get encoding(): Encoding {
    return this.reading.encoding;
  }

  tokens(): Promise<Tokens & { version: number }> {
    return this.ask((service) => service.tokens(this.key));
  }

  slice(from: number, to: number): Promise<TokenSlice> {
    return this.ask((service) => service.slice(this.key, from, to));
  }

  indexAt(offset: number): Promise<{ version: number; index: number }> {
    return this.ask((service) => service.indexAt(this.key, offset));
  }

  /** Whether an answer of `version` is of the document as it was announced by `revision`. */
  isOf(revision: number, version: number): boolean {
    return this.revision === revision && this.summary?.version === version;
  }

  /** How a document token came to be, merge by merge. */
  merges(token: number): Promise<TokenMerges> {
    return this.ask((service) => service.merges(this.key, token));
  }

  /** Where the id of a document token stands, at most `most` places nearest to it. */
  occurrences(token: number, most: number): Promise<TokenPlaces> {
    return this.ask((service) => service.occurrences(this.key, token, most));
  }

  /** Looks for a token or a text from a place on. */
  async find(sought: Sought, from: FindFrom): Promise<FindAnswer> {
    const vocabularySize = vocabularySizeOf(this.reading);
    if (sought.kind === "id" && sought.id >= vocabularySize) {
      return { kind: "refused", version: this.document.version, most: vocabularySize - 1 };
    }
    return this.ask((service) => service.find(this.key, sought, from));
  }

  /** How often the ids of document tokens `[from, to)` stand in the whole document. */
  frequencies(from: number, to: number): Promise<TokenFrequencies> {
    return this.ask((service) => service.frequencies(this.key, from, to));
  }

  /** Bytes of any ids of the document's encoding. */
  bytesOf(ids: Uint32Array): Promise<TokenBytes> {
    return this.tokenizer.call.bytesOf(this.encoding, ids);
  }

  touching(start: number, end: number): Promise<TokenSlice> {
    return this.ask((service) => service.touching(this.key, start, end));
  }

  /** How many tokens selections touch, given as code units `[spans[2i], spans[2i + 1])`. */
  touched(spans: Uint32Array): Promise<TouchedCount & { version: number }> {
    return this.ask((service) => service.touched(this.key, spans));
  }

  /** The ids of the tokens that such spans touch, or of all, as a list that Python reads. */
  idsText(spans: Uint32Array | undefined, signal: AbortSignal): Promise<IdsText> {
    return this.ask((service) => service.idsText(this.key, spans, signal));
  }

  spans(stretches: readonly Stretch[], contextLength: number | undefined): Promise<TokenSpans> {
    return this.ask((service) => service.spans(this.key, stretches, contextLength));
  }

  dispose(): void {
    this.isDisposed = true;
    this.changed.dispose();
    this.told.dispose();
    this.closeInWorker();
  }

  private closeInWorker(): void {
    if (this.sent?.generation !== this.tokenizer.generation) return;
    // A worker that is going away forgets its documents anyway.
    this.tokenizer.call.close(this.key).catch(() => undefined);
  }

  private async ask<T>(
    question: (service: Remote<TokenService>) => Promise<T | undefined>,
  ): Promise<T> {
    for (;;) {
      if (this.isDisposed) throw new Error(l10n.t("The document was closed."));
      const opened = this.open();
      const { sent } = this;
      const answer = await question(this.tokenizer.call);
      if (answer !== undefined) return answer;
      // The worker lost the document by an edit that did not fit. It gets the whole text once, from
      // whoever hears of it first.
      if (this.sent !== sent) continue;
      if (opened) throw new Error(l10n.t("The token worker did not take the document."));
      this.sent = undefined;
    }
  }

  /** Sends the whole text unless the worker has it. Returns whether it did. */
  private open(): boolean {
    const service = this.tokenizer.call;
    const { generation } = this.tokenizer;
    const { version } = this.document;
    if (this.sent?.generation === generation && this.sent.version === version) return false;
    const text = this.document.getText();
    this.settle({ generation, version }, service.open(this.key, version, text, this.reading));
    return true;
  }

  /** Waits for what the worker makes of what it was sent, and announces it if it is the newest. */
  private settle(sent: Sent, answer: Promise<TokenSummary | undefined>): void {
    this.sent = sent;
    this.told.fire();
    answer.then(
      (summary) => {
        if (this.sent !== sent || this.isDisposed) return;
        if (summary === undefined) {
          this.sent = undefined;
          this.update();
          return;
        }
        this.summary = summary;
        this.revision = ++revisions;
        this.failure = undefined;
        this.changed.fire();
      },
      (error: unknown) => {
        if (this.sent !== sent || this.isDisposed) return;
        this.failure = messageOf(error);
        this.changed.fire();
      },
    );
  }
}
