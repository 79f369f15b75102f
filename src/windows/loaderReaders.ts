import * as given from "../shared/base/given";
import { NUMBER_OPTIONS, SWITCH_OPTIONS, type LoaderOptions } from "../shared/values/windows";

/**
 * Options as another extension or a keybinding gives them. Numbers are left for `optionsProblem`
 * and `pytorchProblem`, which say what may be given.
 */
export const loaderReaders = {
  ...readersOf(NUMBER_OPTIONS, given.unchecked<number>()),
  ...readersOf(SWITCH_OPTIONS, given.optional(given.flag)),
} as given.Readers<LoaderOptions>;

function readersOf<K extends string, T>(names: readonly K[], reader: given.Reader<T>) {
  return Object.fromEntries(names.map((name) => [name, reader])) as Record<K, given.Reader<T>>;
}
