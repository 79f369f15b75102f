import * as l10n from "../shared/base/l10n";
import { EventEmitter, type TextDocument, type TextDocumentChangeEvent } from "vscode";
import { messageOf } from "../shared/base/rpc";
import type { FindAnswer, FindFrom, SearchTarget } from "../shared/values/find";
import type {
  Encoding,
  TokenBytes,
  TokenizerFile,
  TokenSummary,
  UnreadTokenizerFile,
} from "../shared/values/tokens";
import { changesOf, lengthOf } from "../text/textDocument";
import type { Reading } from "../tokens/document/tokenDocument";
import { encodingName } from "../tokens/encode/encodingName";
import { vocabularySizeOf } from "../tokens/encode/encodings";
import type { DocumentQuestions } from "../workers/documentService";
import type { TokenService } from "../workers/tokenService";
import type { WorkerClient } from "../workers/workerClient";

let revisions = 0;
let keys = 0;
const newKey = (): string => `document ${keys++}`;

/** Another for another way of reading. Stored tokens are many, and told by their key. */
function describedReading({ stored, ...reading }: Reading): string {
  return JSON.stringify([reading, stored?.key]);
}

/** What the worker was last told, and which worker. */
interface WorkerCopy {
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
  private readonly sending = new EventEmitter<void>();
  /** The worker was told of a newer version: what is asked from now on is of that one. */
  readonly onDidTell = this.sending.event;
  /** Questions on the document, which the worker answers. */
  readonly call = new Proxy({} as DocumentQuestions, {
    get:
      (_, name: keyof DocumentQuestions) =>
      (...args: Parameters<DocumentQuestions[typeof name]>) =>
        this.ask(name, args),
  });
  /**
   * Another for another document or way of reading. Not the address: a document may be closed and
   * another take its address at once.
   */
  key = newKey();
  private isDisposed = false;
  private sent: WorkerCopy | undefined;

  constructor(
    readonly document: TextDocument,
    private readonly tokenizer: WorkerClient<TokenService>,
    private reading: Reading,
  ) {}

  /** Reads the document in another way from now on, if it is another. */
  read(reading: Reading): void {
    if (describedReading(reading) === describedReading(this.reading)) return;
    this.closeInWorker();
    this.reading = reading;
    this.key = newKey();
    this.sent = undefined;
    this.update();
  }

  /** Brings the worker up to date, e.g. after it was restarted, and announces the outcome. */
  update(): void {
    this.call.indexAt(0).catch(() => undefined);
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

  get encoding(): Encoding {
    return this.reading.encoding;
  }

  /** The tokenizer file that it is read with, if it is. */
  get tokenizerFile(): TokenizerFile | UnreadTokenizerFile | undefined {
    return this.reading.file;
  }

  /** What a person calls it. */
  get encodingName(): string {
    return encodingName(this.reading);
  }

  /** Whether an answer of `version` is of the document as it was announced by `revision`. */
  isOf(revision: number, version: number): boolean {
    return this.revision === revision && this.summary?.version === version;
  }

  /** Looks for a token or a text from a place on. */
  async find(sought: SearchTarget, from: FindFrom): Promise<FindAnswer> {
    const vocabularySize = vocabularySizeOf(this.reading);
    if (sought.kind === "id" && sought.id >= vocabularySize) {
      return { kind: "refused", version: this.document.version, most: vocabularySize - 1 };
    }
    return this.call.find(sought, from);
  }

  /** Bytes of any ids of the document's encoding. */
  bytesOf(ids: Uint32Array): Promise<TokenBytes> {
    return this.tokenizer.call.bytesOf(this.reading, ids);
  }

  dispose(): void {
    this.isDisposed = true;
    this.changed.dispose();
    this.sending.dispose();
    this.closeInWorker();
  }

  private closeInWorker(): void {
    if (this.sent?.generation !== this.tokenizer.generation) return;
    // A worker that is going away forgets its documents anyway.
    this.tokenizer.call.close(this.key).catch(() => undefined);
  }

  private async ask<K extends keyof DocumentQuestions>(
    name: K,
    args: Parameters<DocumentQuestions[K]>,
  ): Promise<unknown> {
    type Question = (key: string, ...args: unknown[]) => Promise<unknown>;
    for (;;) {
      if (this.isDisposed) throw new Error(l10n.t("The document was closed."));
      const opened = this.open();
      const { sent } = this;
      const question = this.tokenizer.call[name] as Question;
      const answer = await question(this.key, ...args);
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
  private settle(sent: WorkerCopy, answer: Promise<TokenSummary | undefined>): void {
    this.sent = sent;
    this.sending.fire();
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
