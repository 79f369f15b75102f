import type { Memento } from "vscode";
import type { TokenizerFileInfo } from "../shared/values/tokens";

const KEY = "tokenscope.knownTokenizers";
const MOST_KNOWN = 10;

/** Tokenizer files that were used, the last one first, from window to window. */
export class KnownTokenizers {
  constructor(private readonly memento: Memento) {}

  all(): readonly TokenizerFileInfo[] {
    return this.memento.get<TokenizerFileInfo[]>(KEY, []);
  }

  /** What was last known of the file at a place. */
  at(path: string): TokenizerFileInfo | undefined {
    return this.all().find((file) => file.path === path);
  }

  note(file: TokenizerFileInfo): void {
    const others = this.all().filter(({ path }) => path !== file.path);
    void this.memento.update(KEY, [file, ...others].slice(0, MOST_KNOWN));
  }
}
