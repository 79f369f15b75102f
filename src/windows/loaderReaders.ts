import * as given from "../shared/base/given";
import { NUMBER_OPTIONS, SWITCH_OPTIONS, type LoaderOptions } from "../shared/values/windows";

/**
 * Options as another extension or a keybinding gives them. Numbers are left for `optionsProblem`
 * and `pytorchProblem`, which say what may be given.
 */
const readers = [
  ...NUMBER_OPTIONS.map((name) => [name, given.unchecked()] as const),
  ...SWITCH_OPTIONS.map((name) => [name, given.optional(given.flag)] as const),
] as const satisfies readonly (readonly [keyof LoaderOptions, given.Reader<unknown>])[];

export const loaderOptions: given.Reader<LoaderOptions> = (value, name) =>
  given.record(Object.fromEntries(readers))(value, name) as unknown as LoaderOptions;

/** Reads some of them, of which none has to be given. */
export function someOptions<K extends keyof LoaderOptions>(
  names: readonly K[],
): given.Reader<Partial<Pick<LoaderOptions, K>>> {
  const some = readers.filter(([option]) => names.some((name) => name === option));
  const read: given.Reader<object> = given.record(Object.fromEntries(some));
  return read;
}
