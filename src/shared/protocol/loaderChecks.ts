import * as v from "valibot";
import type { Check } from "../base/checks";
import { LOADER_OPTIONS, NUMBER_OPTIONS, SWITCH_OPTIONS } from "../values/windows";
import type { LoaderOptions } from "../values/windows";

function entries(ofNumber: (name: (typeof NUMBER_OPTIONS)[number]) => v.GenericSchema) {
  return Object.fromEntries<v.GenericSchema>([
    ...NUMBER_OPTIONS.map((name) => [name, ofNumber(name)] as const),
    ...SWITCH_OPTIONS.map((name) => [name, v.boolean()] as const),
  ]);
}

/** Numbers that are no options of a loader are refused with a sentence, not dropped. */
export const loaderToSet = checkOf(v.strictObject(entries(() => v.number())));

export const loaderToShow = checkOf(
  v.object(
    entries((name) => {
      const { least, most } = LOADER_OPTIONS[name].limits;
      return v.pipe(v.number(), v.safeInteger(), v.minValue(least), v.maxValue(most));
    }),
  ),
);

function checkOf(schema: v.GenericSchema): Check<Required<LoaderOptions>> {
  return schema as Check<Required<LoaderOptions>>;
}
