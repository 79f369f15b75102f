import type { Analysis } from "./analysis";

/**
 * What a question comes to, if it was asked of the document as `revision` announced it and the
 * answer still is of that; undefined otherwise.
 */
export async function ofRevision<T extends { readonly version: number }>(
  analysis: Analysis | undefined,
  revision: number,
  ask: (analysis: Analysis) => Promise<T>,
): Promise<T | undefined> {
  if (analysis?.revision !== revision) return undefined;
  const answer = await ask(analysis);
  return analysis.isOf(revision, answer.version) ? { ...answer, version: revision } : undefined;
}
