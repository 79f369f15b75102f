import { Uri, workspace } from "vscode";
import { IGNORE_FILES, IgnoreRules, MOST_IGNORE_BYTES } from "../../dataset/texts/ignoreRules";
import type { Pace } from "./pace";
import { relative } from "./relative";

/** Steps of the extension host that one rule costs for one path. */
const STEPS = 20;

/** Reads ignore files from a workspace folder on downward, and asks their rules without haste. */
export class IgnoreFiles {
  constructor(
    private readonly root: Uri,
    private readonly pace: Pace,
  ) {}

  /**
   * The rules of the folders that a folder lies in, from the root on; none where they name it: it
   * was selected by itself.
   */
  async above(folder: Uri): Promise<IgnoreRules> {
    const path = relative(this.root, folder);
    if (path === folder.path) return IgnoreRules.NONE;
    let rules = IgnoreRules.NONE;
    let at = this.root;
    for (const name of path.split("/")) {
      rules = await this.within(at, undefined, rules);
      at = Uri.joinPath(at, name);
      if (await this.isNamed(rules, relative(this.root, at), true)) return IgnoreRules.NONE;
    }
    return rules;
  }

  /** @param names what lies in the folder, if that is known */
  async within(
    folder: Uri,
    names: ReadonlySet<string> | undefined,
    around: IgnoreRules,
  ): Promise<IgnoreRules> {
    const path = relative(this.root, folder);
    const base = path === folder.path || path === "" ? "" : `${path}/`;
    // A repository in another is not the other's.
    let rules = base !== "" && names?.has(".git") === true ? IgnoreRules.NONE : around;
    for (const name of IGNORE_FILES) {
      if (names?.has(name) === false) continue;
      const text = await textOf(Uri.joinPath(folder, name));
      if (text !== undefined) rules = rules.with({ folder: base, text });
    }
    return rules;
  }

  /** @throws the signal's reason when the work is to end */
  async isNamed(rules: IgnoreRules, path: string, isFolder: boolean): Promise<boolean> {
    if (this.pace.spend(STEPS * rules.size)) await this.pace.rest();
    return rules.has(isFolder ? `${path}/` : path);
  }
}

async function textOf(file: Uri): Promise<string | undefined> {
  try {
    const { size } = await workspace.fs.stat(file);
    if (size > MOST_IGNORE_BYTES) return undefined;
    return new TextDecoder().decode(await workspace.fs.readFile(file));
  } catch {
    return undefined;
  }
}
