import type { Memento } from "vscode";

/** A memory as VS Code gives one to an extension. */
export function memory(): Memento {
  const kept = new Map<string, unknown>();
  return {
    keys: () => [...kept.keys()],
    get: <T>(key: string, otherwise?: T) => (kept.get(key) as T | undefined) ?? (otherwise as T),
    update: async (key: string, value: unknown) => {
      if (value === undefined) kept.delete(key);
      else kept.set(key, structuredClone(value));
    },
  };
}
