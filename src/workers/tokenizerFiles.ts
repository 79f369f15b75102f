import * as l10n from "../shared/base/l10n";
import { messageOf } from "../shared/base/rpc";
import { foreignPath } from "../shared/base/shown";
import { formatCount } from "../shared/base/numbers";
import type {
  TokenizerFile,
  TokenizerFileInfo,
  UnreadTokenizerFile,
} from "../shared/values/tokens";
import type { CharacterClasses } from "../tokens/encode/characterClasses";
import type { TokenEncoder } from "../tokens/encode/tokenEncoder";
import { ByteLevelEncoder } from "../tokens/file/byteLevelEncoder";
import { encoderOfFile } from "../tokens/file/fileEncoder";
import type { FileFacts } from "../tokens/file/fileFacts";
import { readKept, writeKept } from "../tokens/file/keptFile";
import { mergesPaths } from "../tokens/file/mergesFile";
import { namedPattern } from "../tokens/file/rankFile";
import { readTokenizer } from "../tokens/file/readTokenizer";
import { MOST_FILE_BYTES } from "../tokens/file/readTokenizerJson";

/** What tokenizer files need of the machine. */
export interface TokenizerFileOptions {
  /**
   * @returns bytes of a file of the person's, and what changes when it does
   * @throws {Error} with a message such as "there is no such file"
   */
  stat(path: string): Promise<{ readonly bytes: number; readonly modified: number }>;
  read(path: string): Promise<Uint8Array<ArrayBuffer>>;
  /** SHA-256 in hexadecimal digits. */
  hash(bytes: Uint8Array<ArrayBuffer>): Promise<string>;
  /** A compiled copy, if there is one. Its key is of letters, digits and hyphens. */
  kept(key: string): Promise<ArrayBuffer | undefined>;
  /** Keeps a compiled copy, if that can be. */
  keep(key: string, compiled: Uint8Array<ArrayBuffer>): Promise<void>;
  classes(): Promise<CharacterClasses>;
}

/** Of a configuration that is looked into: those in use have a tenth of it. */
const MOST_CONFIG_BYTES = 1 << 23;
/** Encoders kept in memory: each takes tens of megabytes. */
const MOST_HELD = 3;

/** The bytes of a tokenizer: one file's, or a vocabulary's and its merges'. */
type Contents = readonly Uint8Array<ArrayBuffer>[];

/** Which file, and which bytes, if that is known. */
type KnownFile = Pick<TokenizerFile, "path" | "hash"> | UnreadTokenizerFile;

interface FileSummary {
  readonly hash: string;
  readonly hasChatTemplate: boolean;
}

interface HeldTokenizer {
  readonly encoder: TokenEncoder;
  readonly facts: FileFacts;
}

/** The tokenizers of files, made when first asked for and kept compiled. */
export class TokenizerFiles {
  /** By key, the last used last. */
  private readonly held = new Map<string, Promise<HeldTokenizer>>();
  /** Hashes of files as they were last seen. */
  private readonly seen = new Map<string, FileSummary & { readonly state: string }>();

  constructor(private readonly world: TokenizerFileOptions) {}

  /**
   * Reads a file and makes its tokenizer.
   * @throws {Error} whose message names the file and says what is wrong in it
   */
  async open(path: string): Promise<TokenizerFileInfo> {
    return this.withName(path, async () => {
      const { hash, hasChatTemplate, contents } = await this.look(path);
      const { facts, encoder } = await this.hold(hash, path, contents);
      const unused = [...facts.unused, ...(hasChatTemplate ? (["chatTemplate"] as const) : [])];
      return { path, hash, ...facts, unused, reach: encoder.reach ?? "piece" };
    });
  }

  /**
   * The tokenizer of a file as it was opened, also when the file has changed since; without a hash,
   * as it is now.
   * @throws {Error} where it has, and nothing was kept of it
   */
  async encoderOf({ path, hash }: KnownFile): Promise<TokenEncoder> {
    return this.withName(path, async () => {
      const { hash: own, contents } = hash === undefined ? await this.look(path) : { hash };
      return (await this.hold(own, path, contents)).encoder;
    });
  }

  private async withName<T>(path: string, work: () => Promise<T>): Promise<T> {
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

  private async look(path: string): Promise<FileSummary & { contents?: Contents }> {
    const { world, seen } = this;
    const paths = await this.pathsOf(path);
    const states = await Promise.all(paths.map((each) => world.stat(each)));
    const size = states.reduce((sum, { bytes }) => sum + bytes, 0);
    if (size > MOST_FILE_BYTES) {
      throw new Error(
        l10n.t(
          "It has {0} MB; no tokenizer has more than {1} MB.",
          formatCount(Math.round(size / 1e6)),
          formatCount(Math.floor(MOST_FILE_BYTES / 1e6)),
        ),
      );
    }
    const state = JSON.stringify([paths, states]);
    const known = seen.get(path);
    if (known?.state === state) return known;
    const contents = await this.read(paths);
    const hash = await world.hash(joinContents(contents));
    const now = { hash, hasChatTemplate: await this.hasChatTemplate(path) };
    seen.set(path, { ...now, state });
    return { ...now, contents };
  }

  /** Whether a chat template stands where transformers looks for it. */
  private async hasChatTemplate(path: string): Promise<boolean> {
    const { world } = this;
    const beside = (name: string): string => path.replace(/[^/\\]*$/, name);
    const isThere = async (name: string): Promise<number | undefined> =>
      world.stat(beside(name)).then(
        ({ bytes }) => bytes,
        () => undefined,
      );
    if ((await isThere("chat_template.jinja")) !== undefined) return true;
    const config = "tokenizer_config.json";
    if (((await isThere(config)) ?? Infinity) > MOST_CONFIG_BYTES) return false;
    const bytes = await world.read(beside(config)).catch(() => new Uint8Array());
    return /"chat_template"\s*:\s*["[{]/.test(new TextDecoder().decode(bytes));
  }

  /** The files that a path stands for: where it names one of two that belong together, both. */
  private async pathsOf(path: string): Promise<string[]> {
    const both = mergesPaths(path);
    if (both === undefined) return [path];
    const { vocabulary, merges } = both;
    const other = path === merges ? vocabulary : merges;
    try {
      await this.world.stat(other);
    } catch {
      // A vocabulary alone says itself what is missing.
      if (path !== merges) return [path];
      throw new Error(
        l10n.t("It is a list of merges. Put the file {0} beside it.", foreignPath(vocabulary)),
      );
    }
    return [vocabulary, merges];
  }

  private async read(paths: readonly string[]): Promise<Contents> {
    return Promise.all(paths.map((each) => this.world.read(each)));
  }

  private hold(hash: string, path: string, contents?: Contents): Promise<HeldTokenizer> {
    const { held } = this;
    // What a file's name says of it counts too.
    const pattern = /\.json$/i.test(path) ? undefined : namedPattern(path);
    const key = pattern === undefined ? hash : `${hash}-${pattern}`;
    const known = held.get(key);
    const made = known ?? this.make({ key, hash, path }, contents);
    held.delete(key);
    held.set(key, made);
    for (const oldest of held.keys()) {
      if (held.size <= MOST_HELD) break;
      held.delete(oldest);
    }
    // What could not be read once may be there the next time.
    made.catch(() => {
      if (held.get(key) === made) held.delete(key);
    });
    return made;
  }

  private async make(
    { key, hash, path }: { key: string; hash: string; path: string },
    given: Contents | undefined,
  ): Promise<HeldTokenizer> {
    const { world } = this;
    const classes = await world.classes();
    const copy = await world.kept(key);
    const kept = copy === undefined ? undefined : readKept(copy);
    if (kept !== undefined) {
      return { encoder: new ByteLevelEncoder(kept, classes), facts: kept.facts };
    }
    const contents = given ?? (await this.read(await this.pathsOf(path)));
    if (given === undefined && (await world.hash(joinContents(contents))) !== hash) {
      throw new Error(l10n.t("It has changed since it was chosen. Choose it again."));
    }
    const texts = contents.map((bytes) => new TextDecoder().decode(bytes));
    const read = readTokenizer(texts, path);
    const { facts } = read;
    if (read.kind === "steps") return { encoder: encoderOfFile(read.json, classes), facts };
    const encoder = new ByteLevelEncoder(read.file, classes);
    await world.keep(key, writeKept(read.file));
    return { encoder, facts };
  }
}

function joinContents(contents: Contents): Uint8Array<ArrayBuffer> {
  const [first] = contents;
  if (first !== undefined && contents.length === 1) return first;
  const all = new Uint8Array(contents.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const bytes of contents) {
    all.set(bytes, at);
    at += bytes.length;
  }
  return all;
}
