import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { IGNORE_FILES, IgnoreRules, MOST_IGNORE_BYTES } from "../texts/ignoreRules";
import { bytePath, joinPath, openable, readable } from "./bytePaths";

/** What ignore files name in a folder, from its repository's own folder on downward. */
export class IgnoredNames {
  private constructor(
    private readonly rules: IgnoreRules,
    /** Path of the folder relative to the rules' root, `/` behind each name. */
    private readonly base: string,
  ) {}

  /**
   * What the folders above one name; nothing where they name it: it was chosen by itself.
   * @param folder its real path
   */
  static around(folder: string): IgnoredNames {
    let at = repositoryOf(folder) ?? folder;
    let names = new IgnoredNames(IgnoreRules.NONE, "");
    for (const name of relative(at, folder).split(sep)) {
      if (name === "") break;
      const inside = names.within(bytePath(at), []);
      const entry = bytePath(`${name}/`);
      if (inside.has(entry)) return new IgnoredNames(IgnoreRules.NONE, inside.below(entry).base);
      names = inside.below(entry);
      at = join(at, name);
    }
    return names;
  }

  /**
   * With what the folder's own files name.
   * @param folder byte path
   * @param entries byte names of what lies in it, those of folders with `/` at the end
   */
  within(folder: string, entries: readonly string[]): IgnoredNames {
    // A repository in another is not the other's.
    const isOwn = this.base !== "" && entries.includes(".git/");
    let rules = isOwn ? IgnoreRules.NONE : this.rules;
    for (const name of IGNORE_FILES) {
      const text = textOf(joinPath(folder, name));
      if (text !== undefined) rules = rules.with({ folder: this.base, text });
    }
    return rules === this.rules ? this : new IgnoredNames(rules, this.base);
  }

  /** @param entry byte name in the folder, that of a folder with `/` at the end */
  has(entry: string): boolean {
    return this.rules.has(this.base + readable(entry));
  }

  /** Those of a folder in this one. */
  below(entry: string): IgnoredNames {
    return new IgnoredNames(this.rules, this.base + readable(entry));
  }
}

/** The folder of the repository that a folder lies in. */
function repositoryOf(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (dirname(at) === at) return undefined;
  }
}

function textOf(path: string): string | undefined {
  try {
    const place = openable(path);
    return statSync(place).size > MOST_IGNORE_BYTES ? undefined : readFileSync(place, "utf8");
  } catch {
    return undefined;
  }
}
