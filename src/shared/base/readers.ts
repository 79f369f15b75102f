import * as l10n from "./l10n";
import { isPlainObject, shownValue } from "./shown";

/**
 * Readers of what comes from outside: another extension, a keybinding, a language model. Each gives
 * its value as the type that it is, an object as a copy that nobody else holds, or throws a
 * sentence that names what was given wrong and says what to give. Nothing is read twice, so that it
 * cannot change between the check and the use.
 */
export type Reader<T> = (value: unknown, name: string) => T;

/** A string of any length. */
export const text: Reader<string> = (value, name) => {
  if (typeof value === "string") return value;
  throw new TypeError(l10n.t("{0} must be a string, not {1}.", name, shownValue(value)));
};

export const flag: Reader<boolean> = (value, name) => {
  if (typeof value === "boolean") return value;
  throw new TypeError(l10n.t("{0} must be true or false, not {1}.", name, shownValue(value)));
};

/** Any number that is one; its range is checked where it is known. */
export const number: Reader<number> = (value, name) => {
  if (typeof value === "number" && !Number.isNaN(value)) return value;
  throw new TypeError(l10n.t("{0} must be a number, not {1}.", name, shownValue(value)));
};

/** Anything: what it is is checked where it is used. */
export function unchecked<T>(): Reader<T> {
  return (value) => value as T;
}

/** A whole number from 0 on. */
export const count: Reader<number> = (value, name) => {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new RangeError(
    l10n.t("{0} must be a whole number of at least {1}, not {2}.", name, 0, shownValue(value)),
  );
};

/** One of some words. */
export function oneOf<const T extends string>(words: readonly T[]): Reader<T> {
  return (value, name) => {
    const word = words.find((each) => each === value);
    if (word !== undefined) return word;
    throw new RangeError(
      l10n.t("{0} must be one of {1}, not {2}.", name, words.join(", "), shownValue(value)),
    );
  };
}

/** What need not be given. */
export function optional<T>(reader: Reader<T>): Reader<T | undefined> {
  return (value, name) => (value === undefined ? undefined : reader(value, name));
}

/** Any number of one kind. */
export function list<T>(reader: Reader<T>): Reader<T[]> {
  return (value, name) => {
    if (!Array.isArray(value)) {
      throw new TypeError(l10n.t("{0} must be a list, not {1}.", name, shownValue(value)));
    }
    return Array.from(value as unknown[], (each, at) => reader(each, `${name}[${String(at)}]`));
  };
}

/** Readers of an object's properties, by their names. */
export type Readers<T> = { readonly [K in keyof T]: Reader<T[K]> };

/**
 * An object's properties, of which others than the named ones are ignored. Those that are not given
 * are not there.
 */
export function record<T extends object>(readers: Readers<T>): Reader<Optional<T>> {
  return (value, name) => {
    if (!isPlainObject(value)) {
      throw new TypeError(l10n.t("{0} must be an object, not {1}.", name, shownValue(value)));
    }
    const read: Partial<Record<keyof T, unknown>> = {};
    for (const key of Object.keys(readers) as (keyof T & string)[]) {
      const part = readers[key](property(value, key), l10n.t("The option {0}", key));
      if (part !== undefined) read[key] = part;
    }
    return read as unknown as Optional<T>;
  };
}

/** Properties that may be undefined may be left out. */
type Optional<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** One property, which a proxy or a getter may refuse to give. */
export function property(value: object, key: string): unknown {
  try {
    return (value as Record<string, unknown>)[key];
  } catch (error) {
    const message = l10n.t("The option {0} cannot be read: reading it throws an error.", key);
    throw new TypeError(message, { cause: error });
  }
}
