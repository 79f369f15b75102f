import type { NotebookCell, NotebookDocument } from "vscode";

/** Addresses of a notebook's cells, in their order. */
export function cellAddresses(notebook: NotebookDocument): string[] {
  return addressesOf(notebook.getCells());
}

export function addressesOf(cells: readonly NotebookCell[]): string[] {
  return cells.map(({ document }) => document.uri.toString());
}

/** Each address with the one in the same place; none where there are more or fewer of the others. */
export function pairs(from: readonly string[], to: readonly string[]): [string, string][] {
  if (from.length !== to.length) return [];
  return from.map((address, at) => [address, to[at] ?? address]);
}

export function haveSameTexts(
  some: readonly NotebookCell[],
  others: readonly NotebookCell[],
): boolean {
  return (
    some.length === others.length &&
    some.every(({ document }, at) => document.getText() === others[at]?.document.getText())
  );
}
