/** Something that changes, and tells whoever watches it. */
export class Observable {
  private readonly watchers = new Set<() => void>();

  /** Calls back after every change, until the returned function is called. */
  watch(changed: () => void): () => void {
    // Another function each time: one that watches twice is called twice, and ends each alone.
    const watcher = (): void => {
      changed();
    };
    this.watchers.add(watcher);
    return () => {
      this.watchers.delete(watcher);
    };
  }

  protected notify(): void {
    for (const changed of [...this.watchers]) changed();
  }
}
