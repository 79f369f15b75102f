import assert from "node:assert/strict";

type Schema = Readonly<Record<string, unknown>>;
/** Schemas of the manifest's settings by their whole keys. */
export type ManifestSettings = Readonly<Record<string, Schema>>;

/** That the manifest has the settings that are read, with the same types, limits, words and defaults. */
export function assertSameSettings(
  properties: ManifestSettings,
  settings: Readonly<Record<string, { readonly schema: Schema }>>,
): void {
  const read = Object.entries(settings).map(([key, { schema }]) => [`tokenscope.${key}`, schema]);
  assert.deepEqual(eachOf(properties), Object.fromEntries(read));
}

/** What VS Code checks by, without scopes and texts. */
function checked(schema: Schema): Schema {
  const rest = Object.entries(schema).filter(
    ([name]) => !/escription|scope|Message|^order$/.test(name),
  );
  return Object.fromEntries(
    rest.map(([name, value]) =>
      name === "properties" ? [name, eachOf(value as ManifestSettings)] : [name, value],
    ),
  );
}

function eachOf(schemas: ManifestSettings): ManifestSettings {
  return Object.fromEntries(Object.entries(schemas).map(([name, each]) => [name, checked(each)]));
}
