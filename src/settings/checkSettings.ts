import type { Kind } from "./kinds";
import { SETTINGS, type SettingKey, type SettingValues } from "./table";
import { InvariantError } from "../shared/base/invariantError";

/** What the names of all settings begin with. */
export const SECTION = "tokenscope";

/** What the configuration says of one setting. */
export interface SettingValue {
  readonly value: unknown;
  readonly ofWorkspace: boolean;
}

/** A setting that cannot be used as it is, and the sentence that says so. */
export interface SettingProblem extends SettingValue {
  readonly key: SettingKey;
  readonly message: string;
}

export interface CheckedSettings {
  readonly values: SettingValues;
  readonly problems: readonly SettingProblem[];
}

/** Each setting by itself: one that does not fit gives way and changes no other. */
export function checkSettings(valueOf: (key: SettingKey) => SettingValue): CheckedSettings {
  const problems: SettingProblem[] = [];
  const values = Object.entries(SETTINGS).map(([name, kind]) => {
    const key = name as SettingKey;
    const { value, ofWorkspace } = valueOf(key);
    if (kind.fits(value)) return [key, value];
    const sentence = kind.problem(`${SECTION}.${key}`, value);
    const message = `${sentence} ${kind.remedy()}`;
    problems.push({ key, value, ofWorkspace, message });
    return [key, kind.instead(value)];
  });
  return { values: Object.fromEntries(values) as SettingValues, problems };
}

/** What is wrong with a value that is to be written; undefined where nothing is. */
export function writtenProblem(key: string, value: unknown): string | undefined {
  if (!Object.hasOwn(SETTINGS, key)) throw new InvariantError(`There is no setting ${key}.`);
  const kind: Kind<unknown> = SETTINGS[key as SettingKey];
  return kind.fits(value) ? undefined : kind.problem(`${SECTION}.${key}`, value);
}
