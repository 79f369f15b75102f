import { commands, Disposable, window, type Event, type TextDocument } from "vscode";

/**
 * Keeps the context key `tokenscope.active`, on which the keys that step through tokens depend:
 * whether the panel is open or a visible text is highlighted.
 */
export function activeContext(
  panel: { readonly isOpen: boolean; readonly onDidToggle: Event<void> },
  highlights: { isOn(document: TextDocument): boolean; readonly onDidToggle: Event<unknown> },
): Disposable {
  let before = false;
  const update = (): void => {
    const isActive =
      panel.isOpen || window.visibleTextEditors.some(({ document }) => highlights.isOn(document));
    if (isActive === before) return;
    before = isActive;
    void commands.executeCommand("setContext", "tokenscope.active", isActive);
  };
  return Disposable.from(
    panel.onDidToggle(update),
    highlights.onDidToggle(update),
    window.onDidChangeVisibleTextEditors(update),
  );
}
