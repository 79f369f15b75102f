/**
 * Makes something when it is used first. Where that fails, the next use tries again.
 * @returns it, or what it is being made by
 */
export function atFirstUse<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    if (made !== undefined) return made;
    const making = make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return (made = making);
  };
}
