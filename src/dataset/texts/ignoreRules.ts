import ignore, { type Ignore } from "ignore";

/** Names of ignore files in the order in which they count, as VS Code's search has it: the last most. */
export const IGNORE_FILES = [".gitignore", ".ignore"] as const;
/** Bytes of an ignore file: what is larger nobody wrote by hand. */
export const MOST_IGNORE_BYTES = 1e6;

/** Lines of ignore files, in the order in which they count: the last that fits decides. */
export interface IgnoreFile {
  /** Path of the folder that holds it, relative to the rules' root, `/` behind each name. */
  readonly folder: string;
  readonly text: string;
}

/**
 * What `.gitignore` files name, as git reads them: those further down count more, `!` takes back,
 * and nothing comes back that lies in a folder which is ignored.
 */
export class IgnoreRules {
  static readonly NONE = new IgnoreRules([]);
  private matcher: Ignore | undefined;

  private constructor(private readonly lines: readonly string[]) {}

  /** How many rules there are: what asking costs grows with it. */
  get size(): number {
    return this.lines.length;
  }

  /** These rules and those of one more file, which lies in the same folder or further down. */
  with({ folder, text }: IgnoreFile): IgnoreRules {
    const lines = text
      .replace(/^\uFEFF/, "")
      .split(/\r?\n/)
      .filter((line) => line.trim() !== "" && !line.startsWith("#"));
    if (lines.length === 0) return this;
    return new IgnoreRules([...this.lines, ...lines.map((line) => basedOn(folder, line))]);
  }

  /** @param path relative to the root; one of a folder ends in `/` */
  has(path: string): boolean {
    if (this.lines.length === 0) return false;
    // git tells upper case from lower case.
    this.matcher ??= ignore({ ignoreCase: false, allowRelativePaths: true }).add(this.lines);
    return this.matcher.ignores(path);
  }
}

/** A line of a folder's file as one of the root's would say it. */
function basedOn(folder: string, line: string): string {
  if (folder === "") return line;
  const isBack = line.startsWith("!");
  // A sign that would mean something is written after a backslash.
  const pattern = (isBack ? line.slice(1) : line).replace(/^\\(?=[!#])/, "");
  const base = folder.replaceAll(/[\\*?[\]!# ]/g, "\\$&");
  // With a slash before its end a pattern is of its folder alone, else of all below it.
  const isOfFolder = /\/(?=.*\S)/.test(pattern.replace(/\/\s*$/, ""));
  const path = isOfFolder ? pattern.replace(/^\//, "") : `**/${pattern}`;
  return `${isBack ? "!" : ""}/${base}${path}`;
}
