import type { TextChange } from "../../shared/values/tokens";

/** A text after an edit; undefined where a change speaks of code units that it has not. */
export function changedText(text: string, changes: readonly TextChange[]): string | undefined {
  if (!fit(changes, text.length)) return undefined;
  return backwards(changes).reduce(
    (changed, { start, end, text: inserted }) =>
      changed.slice(0, start) + inserted + changed.slice(end),
    text,
  );
}

/** Whether changes speak only of code units that a text of this length has. */
export function fit(changes: readonly TextChange[], length: number): boolean {
  return changes.every(({ start, end }) => 0 <= start && start <= end && end <= length);
}

/**
 * From the last to the first, so that each leaves the offsets of those still to come alone. Of two
 * that start together, one inserts before what the other replaces.
 */
export function backwards(changes: readonly TextChange[]): TextChange[] {
  return [...changes].sort((a, b) => b.start - a.start || b.end - a.end);
}
