import { EventEmitter, type Disposable } from "vscode";
import { messageOf } from "../shared/base/rpc";
import type { NamedEncoding, TokenizerFileInfo } from "../shared/values/tokens";
import { readingOfFile } from "../tokens/document/readingOfFile";
import type { EncodingRead, TokenService } from "../workers/tokenService";
import type { WorkerClient } from "../workers/workerClient";

/** What the settings ask for. */
export interface EncodingSettings {
  readonly encoding: NamedEncoding | "file";
  /** The tokenizer file by its full path, if one is named that may be read. */
  readonly tokenizerFile: string | null;
}

/**
 * What documents are split with: what the settings ask for, but a tokenizer file only once it was
 * read. Until then, and where it cannot be used, what was in use before stays. At the start nothing
 * was: documents wait for the file then.
 */
export class EncodingInUse implements Disposable {
  /** The file in use. */
  file: TokenizerFileInfo | undefined;
  private used: EncodingRead | undefined;
  /** Whether what is in use was not read yet. */
  private isWaiting = false;
  private request: string | undefined;
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  /**
   * @param known what was known of a file when it was used last
   * @param refused told why a file is not used
   * @param opened told of each file that is
   */
  constructor(
    private readonly tokenizer: WorkerClient<TokenService>,
    private readonly known: (path: string) => TokenizerFileInfo | undefined,
    private readonly refused: (message: string) => void,
    private readonly opened: (file: TokenizerFileInfo) => void,
  ) {}

  get current(): EncodingRead {
    return this.used ?? DEFAULT;
  }

  /** The settings may ask for something else. */
  follow({ encoding, tokenizerFile }: EncodingSettings): void {
    const request = encoding === "file" ? `file ${tokenizerFile ?? ""}` : encoding;
    if (request === this.request) return;
    this.request = request;
    if (encoding !== "file") this.use({ encoding }, undefined);
    else if (tokenizerFile !== null) {
      if (this.used === undefined) this.wait(tokenizerFile);
      void this.open(tokenizerFile, request);
    }
  }

  /** Takes a file anew, which may have changed, if it is the one that is asked for. */
  async renew(path: string): Promise<void> {
    if (this.request === `file ${path}`) await this.open(path, this.request);
  }

  dispose(): void {
    this.changed.dispose();
  }

  /** Has documents read with a file as it was known last, or as it will be once it is read. */
  private wait(path: string): void {
    const known = this.known(path);
    const { vocabularySize } = known ?? {};
    this.isWaiting = true;
    this.used = {
      encoding: "file",
      file: { path },
      ...(vocabularySize !== undefined && { vocabularySize }),
    };
  }

  private async open(path: string, request: string | undefined): Promise<void> {
    try {
      const file = await this.tokenizer.call.tokenizerFile(path);
      // Newest wins.
      if (request !== this.request) return;
      this.use(readingOfFile(file), file);
      this.opened(file);
    } catch (error) {
      if (request !== this.request) return;
      if (this.isWaiting) this.use(DEFAULT, undefined);
      this.refused(messageOf(error));
    }
  }

  private use(next: EncodingRead, file: TokenizerFileInfo | undefined): void {
    this.isWaiting = false;
    this.used = next;
    this.file = file;
    this.changed.fire();
  }
}

const DEFAULT: EncodingRead = { encoding: "gpt2" };
