import * as v from "valibot";
import { vscodeApi } from "./vscodeApi";

/**
 * What a part of the page remembered before the page was hidden or reloaded; undefined where it
 * remembered nothing, or another version did so in a form of its own.
 */
export function recall<T>(part: string, schema: v.GenericSchema<unknown, T>): T | undefined {
  const found = v.safeParse(schema, all()[part]);
  return found.success ? found.output : undefined;
}

/** Keeps a plain value for the time when the page is made anew. */
export function remember(part: string, value: unknown): void {
  vscodeApi().setState({ ...all(), [part]: value });
}

function all(): Record<string, unknown> {
  const state = vscodeApi().getState();
  return typeof state === "object" && state !== null ? (state as Record<string, unknown>) : {};
}
