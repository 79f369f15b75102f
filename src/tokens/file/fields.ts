import * as l10n from "../../shared/base/l10n";
import { foreign, isPlainObject, shownValue } from "../../shared/base/shown";
import { TokenizerFileError } from "./fileError";

/** An object of a file with the place where it stands, whose fields are checked as they are read. */
export class Fields {
  private readonly object: Readonly<Record<string, unknown>>;

  /** @param place as one writes it in code: `model.merges[3]`; empty for the whole file */
  constructor(
    value: unknown,
    readonly place: string,
  ) {
    if (!isPlainObject(value)) throw wrong(place, l10n.t("an object"), value);
    this.object = value as Readonly<Record<string, unknown>>;
  }

  /** Undefined where the field is not there or null. */
  value(name: string): unknown {
    return Object.hasOwn(this.object, name) ? (this.object[name] ?? undefined) : undefined;
  }

  placeOf(name: string): string {
    return this.place === "" ? name : `${this.place}.${name}`;
  }

  text(name: string, fallback?: string): string {
    const value = this.value(name) ?? fallback;
    if (typeof value === "string") return value;
    throw wrong(this.placeOf(name), l10n.t("a string"), value);
  }

  optionalText(name: string): string | undefined {
    return this.value(name) === undefined ? undefined : this.text(name);
  }

  flag(name: string, fallback = false): boolean {
    const value = this.value(name) ?? fallback;
    if (typeof value === "boolean") return value;
    throw wrong(this.placeOf(name), l10n.t("true or false"), value);
  }

  /** A whole number of `[0, most]`. */
  whole(name: string, most: number, fallback?: number): number {
    return whole(this.value(name) ?? fallback, this.placeOf(name), most);
  }

  list(name: string): readonly unknown[] {
    const value = this.value(name);
    if (Array.isArray(value)) return value;
    throw wrong(this.placeOf(name), l10n.t("a list"), value);
  }

  fields(name: string): Fields {
    return new Fields(this.value(name), this.placeOf(name));
  }

  oneOf<const T extends string>(name: string, words: readonly T[], fallback?: T): T {
    const value = this.value(name) ?? fallback;
    const word = words.find((each) => each === value);
    if (word !== undefined) return word;
    throw wrong(this.placeOf(name), l10n.t("one of {0}", words.join(", ")), value);
  }

  /** Names and values of all fields, in the file's order. */
  entries(): [string, unknown][] {
    return Object.entries(this.object);
  }
}

export function whole(value: unknown, place: string, most: number): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= most) {
    return value;
  }
  throw wrong(place, l10n.t("a whole number from 0 to {0}", most), value);
}

/** @param expected such as "a string" */
export function wrong(place: string, expected: string, value: unknown): TokenizerFileError {
  if (place === "") {
    return new TokenizerFileError(
      l10n.t("It must hold {0}, not {1}.", expected, shownValue(value)),
    );
  }
  const where = foreign(place);
  if (value === undefined) {
    return new TokenizerFileError(l10n.t("{0} is missing; it must be {1}.", where, expected));
  }
  return new TokenizerFileError(
    l10n.t("{0} must be {1}, not {2}.", where, expected, shownValue(value)),
  );
}
