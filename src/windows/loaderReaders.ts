import * as readers from "../shared/base/readers";
import { NUMBER_OPTIONS, SWITCH_OPTIONS, type LoaderOptions } from "../shared/values/windows";

/**
 * Options as another extension or a keybinding gives them. Numbers are left for `optionsProblem`
 * and `pytorchProblem`, which say what may be given.
 */
const OPTION_READERS = [
  ...NUMBER_OPTIONS.map((name) => [name, readers.unchecked()] as const),
  ...SWITCH_OPTIONS.map((name) => [name, readers.optional(readers.flag)] as const),
] as const satisfies readonly (readonly [keyof LoaderOptions, readers.Reader<unknown>])[];

export const loaderOptions: readers.Reader<LoaderOptions> = (value, name) =>
  readers.record(Object.fromEntries(OPTION_READERS))(value, name) as unknown as LoaderOptions;

/** Reads some of them, of which none has to be given. */
export function someOptions<K extends keyof LoaderOptions>(
  names: readonly K[],
): readers.Reader<Partial<Pick<LoaderOptions, K>>> {
  const some = OPTION_READERS.filter(([option]) => names.some((name) => name === option));
  const read: readers.Reader<object> = readers.record(Object.fromEntries(some));
  return read;
}
