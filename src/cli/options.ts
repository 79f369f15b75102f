import { parseArgs, type ParseArgsConfig } from "node:util";
import * as l10n from "../shared/base/l10n";
import { foreign } from "../shared/base/shown";
import { isWhole, wholeProblem, type Limits } from "../shared/base/wholeNumbers";
import { UsageError } from "./exitCodes";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** What stands behind a command, as it is asked for: checked, and told of where it does not fit. */
export class Given {
  private constructor(
    private readonly values: Readonly<Record<string, unknown>>,
    readonly paths: readonly string[],
  ) {}

  /** @throws {UsageError} */
  static read(args: readonly string[], options: Options): Given {
    try {
      const { values, positionals } = parseArgs({
        args: [...args],
        options,
        allowPositionals: true,
        strict: true,
      });
      return new Given(values, positionals);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new UsageError(foreign(message.split(". ")[0] ?? message, 200), { cause: error });
    }
  }

  text(name: string): string | undefined {
    const value = this.values[name];
    return typeof value === "string" ? value : undefined;
  }

  texts(name: string): readonly string[] {
    const value = this.values[name];
    return Array.isArray(value) ? value.map(String) : [];
  }

  is(name: string): boolean {
    return this.values[name] === true;
  }

  /** @throws {UsageError} where it is none of them */
  oneOf<T extends string>(name: string, all: readonly T[]): T | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const found = all.find((each) => each === text);
    if (found !== undefined) return found;
    throw new UsageError(
      l10n.t('--{0} is "{1}", but must be one of {2}.', name, foreign(text), all.join(", ")),
    );
  }

  /** @throws {UsageError} where it is no such number */
  whole(name: string, limits: Limits): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = /^\d+$/.test(text) ? Number(text) : undefined;
    if (isWhole(value, limits)) return value;
    throw new UsageError(wholeProblem(`--${name}`, `"${foreign(text)}"`, limits));
  }

  /** @throws {UsageError} where it is no number from 0 to less than 1 */
  share(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = /^(\d+\.?\d*|\.\d+)(e-?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
    if (value >= 0 && value < 1) return value;
    throw new UsageError(
      l10n.t(
        '--{0} is "{1}", but must be a number from 0 to less than 1, as 0.1.',
        name,
        foreign(text),
      ),
    );
  }
}
