import * as l10n from "../shared/base/l10n";
import { messageOf } from "../shared/base/rpc";
import { foreignPath } from "../shared/base/shown";
import { formatCount } from "../shared/base/numbers";
import type { TokenizerFile, TokenizerFileInfo } from "../shared/values/tokens";
import type { CharacterClasses } from "../tokens/encode/characterClasses";
import type { TokenEncoder } from "../tokens/encode/tokenEncoder";
import { ByteLevelEncoder } from "../tokens/file/byteLevelEncoder";
import { byteLevelFile } from "../tokens/file/byteLevelFile";
import { readCompiled, writeCompiled } from "../tokens/file/compiledFile";
import { encoderOfFile } from "../tokens/file/fileEncoder";
import { factsOf, type FileFacts } from "../tokens/file/fileFacts";
import { MOST_FILE_BYTES, readTokenizerJson } from "../tokens/file/readTokenizerJson";

/** What tokenizer files need of the machine. */
export interface TokenizerWorld {
  /**
   * @returns bytes of a file of the person's, and what changes when it does
   * @throws {Error} with a message such as "there is no such file"
   */
  stat(path: string): Promise<{ readonly bytes: number; readonly modified: number }>;
  read(path: string): Promise<Uint8Array<ArrayBuffer>>;
  /** SHA-256 in hexadecimal digits. */
  hash(bytes: Uint8Array<ArrayBuffer>): Promise<string>;
  /** A compiled copy, if there is one. */
  kept(hash: string): Promise<ArrayBuffer | undefined>;
  /** Keeps a compiled copy, if that can be. */
  keep(hash: string, compiled: Uint8Array<ArrayBuffer>): Promise<void>;
  classes(): Promise<CharacterClasses>;
}

/** Encoders kept in memory: each takes tens of megabytes. */
const MOST_HELD = 3;

interface Held {
  readonly encoder: TokenEncoder;
  readonly facts: FileFacts;
}

/** The tokenizers of files, made when first asked for and kept compiled. */
export class TokenizerFiles {
  /** By hash, the last used last. */
  private readonly held = new Map<string, Promise<Held>>();
  /** Hashes of files as they were last seen. */
  private readonly seen = new Map<string, { bytes: number; modified: number; hash: string }>();

  constructor(private readonly world: TokenizerWorld) {}

  /**
   * Reads a file and makes its tokenizer.
   * @throws {Error} whose message names the file and says what is wrong in it
   */
  async open(path: string): Promise<TokenizerFileInfo> {
    return this.named(path, async () => {
      const { hash, bytes } = await this.hashOf(path);
      const { facts } = await this.hold(hash, path, bytes);
      return { path, hash, ...facts };
    });
  }

  /**
   * The tokenizer of a file as it was opened, also when the file has changed since.
   * @throws {Error} where it has, and nothing was kept of it
   */
  async encoderOf({ path, hash }: TokenizerFile): Promise<TokenEncoder> {
    return this.named(path, async () => (await this.hold(hash, path)).encoder);
  }

  private async named<T>(path: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const message = l10n.t(
        "{0} cannot be used as a tokenizer. {1}",
        foreignPath(path),
        messageOf(error),
      );
      throw new Error(message, { cause: error });
    }
  }

  private async hashOf(path: string): Promise<{ hash: string; bytes?: Uint8Array<ArrayBuffer> }> {
    const { world, seen } = this;
    const { bytes: size, modified } = await world.stat(path);
    if (size > MOST_FILE_BYTES) {
      throw new Error(
        l10n.t(
          "It has {0} MB; no tokenizer has more than {1} MB.",
          formatCount(Math.round(size / 1e6)),
          formatCount(Math.floor(MOST_FILE_BYTES / 1e6)),
        ),
      );
    }
    const known = seen.get(path);
    if (known?.bytes === size && known.modified === modified) return { hash: known.hash };
    const bytes = await world.read(path);
    const hash = await world.hash(bytes);
    seen.set(path, { bytes: size, modified, hash });
    return { hash, bytes };
  }

  private hold(hash: string, path: string, bytes?: Uint8Array<ArrayBuffer>): Promise<Held> {
    const { held } = this;
    const known = held.get(hash);
    const made = known ?? this.make(hash, path, bytes);
    held.delete(hash);
    held.set(hash, made);
    for (const oldest of held.keys()) {
      if (held.size <= MOST_HELD) break;
      held.delete(oldest);
    }
    // What could not be read once may be there the next time.
    made.catch(() => {
      if (held.get(hash) === made) held.delete(hash);
    });
    return made;
  }

  private async make(
    hash: string,
    path: string,
    given: Uint8Array<ArrayBuffer> | undefined,
  ): Promise<Held> {
    const { world } = this;
    const classes = await world.classes();
    const kept = await world.kept(hash);
    const compiled = kept === undefined ? undefined : readCompiled(kept);
    if (compiled !== undefined) {
      return { encoder: new ByteLevelEncoder(compiled, classes), facts: compiled.facts };
    }
    const bytes = given ?? (await world.read(path));
    if (given === undefined && (await world.hash(bytes)) !== hash) {
      throw new Error(l10n.t("It has changed since it was chosen. Choose it again."));
    }
    const json = readTokenizerJson(new TextDecoder().decode(bytes));
    const file = byteLevelFile(json);
    const facts = factsOf(json, file !== undefined);
    if (file === undefined) return { encoder: encoderOfFile(json, classes), facts };
    const encoder = new ByteLevelEncoder(file, classes);
    await world.keep(hash, writeCompiled({ ...file, facts }));
    return { encoder, facts };
  }
}
