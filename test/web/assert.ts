/**
 * As much of Node's strict `assert` as these tests use: a browser has none. The build puts it in the
 * place of `node:assert/strict`.
 */
function fail(message = "This should not be reached."): never {
  throw new Error(message);
}

function ok(value: unknown, message = "What was claimed is not true."): asserts value {
  if (!value) fail(message);
}

function equal(actual: unknown, expected: unknown, message?: string): void {
  if (!Object.is(actual, expected)) fail(message ?? `${shown(actual)} is not ${shown(expected)}.`);
}

function deepEqual(actual: unknown, expected: unknown, message?: string): void {
  if (!isAlike(actual, expected)) fail(message ?? `${shown(actual)} is not ${shown(expected)}.`);
}

function match(text: string, pattern: RegExp): void {
  if (!pattern.test(text)) fail(`${shown(text)} does not match ${String(pattern)}.`);
}

async function rejects(work: Promise<unknown>, pattern: RegExp): Promise<void> {
  let message: string;
  try {
    await work;
  } catch (error) {
    message = String(error);
    match(message, pattern);
    return;
  }
  fail("It should have been refused.");
}

function isAlike(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) {
    return Object.is(a, b);
  }
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  return (
    keys.length === others.length &&
    keys.every((key) => isAlike((a as Indexed)[key], (b as Indexed)[key]))
  );
}

type Indexed = Readonly<Record<string, unknown>>;

function shown(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  return (text ?? String(value)).slice(0, 300);
}

const assert = Object.assign(ok.bind(undefined), { ok, fail, equal, deepEqual, match, rejects });
// The build replaces a module of Node, which has a default export.
// eslint-disable-next-line no-restricted-syntax
export default assert;
