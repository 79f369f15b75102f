import type { SettingKey, SettingValues } from "./table";

type SectionName = SettingKey extends infer K
  ? K extends `${infer Section}.${string}`
    ? Section
    : never
  : never;
type Section<Name extends SectionName> = {
  readonly [K in SettingKey as K extends `${Name}.${infer Rest}` ? Rest : never]: SettingValues[K];
};

/** The values as the names of settings have them: `windows.stride` is `stride` of `windows`. */
export type SettingSections = {
  readonly [K in Exclude<SettingKey, `${string}.${string}`>]: SettingValues[K];
} & { readonly [Name in SectionName]: Section<Name> };

export function sectionsOf(values: SettingValues): SettingSections {
  const sections: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    const [name, rest] = key.split(".", 2) as [string, string?];
    if (rest === undefined) sections[name] = value;
    else sections[name] = { ...(sections[name] as object | undefined), [rest]: value };
  }
  return sections as SettingSections;
}
