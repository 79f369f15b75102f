import type { Exclusion } from "../../settings/settings";
import { Glob } from "./globs";
import type { Pace } from "./pace";

/** Code units beyond which nothing is a name on any disk. */
const MOST_NAME = 1000;

/** Tells which paths are excluded, whatever the settings hold: long work rests, and can be ended. */
export class Excluded {
  private readonly rules: readonly { readonly glob: Glob; readonly when: string | undefined }[];

  /** @param globs those that were read before, to which new ones are added */
  constructor(
    exclusions: readonly Exclusion[],
    private readonly pace: Pace,
    globs: Map<string, Glob | undefined>,
  ) {
    this.rules = exclusions.flatMap(({ glob, when }) => {
      const read = globs.has(glob) ? globs.get(glob) : Glob.read(glob);
      globs.set(glob, read);
      return read === undefined || (when?.length ?? 0) > MOST_NAME ? [] : { glob: read, when };
    });
  }

  /**
   * @param path relative to the workspace folder
   * @param siblings names of the folder that holds it
   * @throws the signal's reason when the work is to end
   */
  async has(path: string, siblings: ReadonlySet<string>): Promise<boolean> {
    for (const { glob, when } of this.rules) {
      if (
        (await this.means(glob, path)) &&
        (when === undefined || siblings.has(nameOf(when, path)))
      ) {
        return true;
      }
    }
    return false;
  }

  private async means(glob: Glob, path: string): Promise<boolean> {
    if (this.pace.spend(glob.start())) await this.pace.rest();
    for (const character of path) {
      if (this.pace.spend(glob.take(character.codePointAt(0) ?? 0))) await this.pace.rest();
      if (glob.hasFailed) return false;
    }
    return glob.isMatch;
  }
}

/** The name that has to stand beside a path. */
function nameOf(when: string, path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const ending = name.lastIndexOf(".");
  return when.replaceAll("$(basename)", () => (ending > 0 ? name.slice(0, ending) : name));
}
