// Has Node run TypeScript, by tsx. What tsx has transformed once it keeps in the system's folder for
// temporary files; here it keeps it in the checkout, from run to run, and leaves nothing elsewhere.
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";

const kept = join(dirname(dirname(import.meta.dirname)), ".vscode-test/tsx");
/** How systems call that folder. */
const names = ["TMPDIR", "TMP", "TEMP"];

mkdirSync(kept, { recursive: true });
const before = names.map((name) => process.env[name]);
for (const name of names) process.env[name] = kept;
await import("tsx");
for (const [at, name] of names.entries()) {
  if (before[at] === undefined) Reflect.deleteProperty(process.env, name);
  else process.env[name] = before[at];
}
