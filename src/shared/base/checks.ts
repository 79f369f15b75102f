import * as v from "valibot";
import type { CallSignal } from "./callSignal";
import type { Checks } from "./rpc";

/** A check at runtime that a value from outside is a T. */
export type Check<T> = v.GenericSchema<unknown, T>;

type Entries = Readonly<Record<string, v.GenericSchema>>;

type IsSame<A, B> =
  (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
/** The check itself where it is one of a V, no more and no less; else nothing fits. */
type Exactly<V, S> = S extends v.GenericSchema
  ? IsSame<v.InferOutput<S>, V> extends true
    ? S
    : never
  : never;
/** A check for each field of T, and for nothing else. */
type ExactFields<T, E> = {
  readonly [K in keyof T]-?: K extends keyof E ? Exactly<Required<T>[K], E[K]> : never;
} & Readonly<Record<Exclude<keyof E, keyof T>, never>>;

/** Makes checks that know every field of a type: one without its check does not compile. */
function checksBy(object: (entries: Entries) => v.GenericSchema) {
  return {
    fields<T extends object>() {
      return <E extends Entries>(entries: E & ExactFields<T, E>): Check<T> =>
        object(entries) as Check<T>;
    },
    /** Of a union that a field tells apart: the other fields of each of its members. */
    variants<T extends object>() {
      return <D extends keyof T & string, O extends Readonly<Record<T[D] & string, Entries>>>(
        by: D,
        members: O & {
          readonly [X in T[D] & string]: ExactFields<
            Omit<Extract<T, Readonly<Record<D, X>>>, D>,
            O[X]
          >;
        },
      ): Check<T> => {
        const options = Object.entries<Entries>(members).map(([name, entries]) =>
          object({ [by]: v.literal(name), ...entries }),
        );
        return v.variant(by, options as never);
      };
    },
  };
}

/** Of plain objects that may have other fields too, which nobody reads. */
export const loose = checksBy((entries) => v.object(entries));
/** Of plain objects that have no other fields. */
export const strict = checksBy((entries) => v.strictObject(entries));

export const list = <T>(each: Check<T>): Check<readonly T[]> => v.array(each);

/** From 0. */
export const index = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** From 1. */
export const size = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
export const integer = v.pipe(v.number(), v.safeInteger());

type WireArguments<P extends readonly unknown[]> =
  Required<P> extends readonly [...infer Arguments, CallSignal] ? Arguments : Required<P>;
type Method = (...args: never) => unknown;
/** As many checks as there are arguments, each of its own. */
type ExactArguments<P extends readonly unknown[], E> = E extends readonly v.GenericSchema[]
  ? P["length"] extends E["length"]
    ? { readonly [I in keyof P]: I extends keyof E ? Exactly<P[I], E[I]> : never }
    : never
  : never;

/**
 * Checks of the arguments of every call, one for each argument but a signal; those that may be
 * left out are `exactOptional`. A call or an argument without its check does not compile.
 */
export function callChecks<T extends object>() {
  return <const E extends Readonly<Record<string, readonly v.GenericSchema[]>>>(
    entries: E & {
      readonly [K in keyof T]: T[K] extends Method
        ? ExactArguments<WireArguments<Parameters<T[K]>>, K extends keyof E ? E[K] : never>
        : never;
    } & Readonly<Record<Exclude<keyof E, keyof T>, never>>,
  ): Checks<T> =>
    Object.fromEntries(
      Object.entries<readonly v.GenericSchema[]>(entries).map(([name, checks]) => [
        name,
        (args: readonly unknown[]) =>
          args.length <= checks.length &&
          checks.every((check, at) =>
            at < args.length ? v.is(check, args[at]) : check.type === "exact_optional",
          ),
      ]),
    ) as Checks<T>;
}
