import { tableBytes, type Table } from "../table";
import { removeTable } from "../store/tableSums";
import type { TableFiles } from "../store/tableFiles";

/** A part of the server's file that has a file of its own here. */
export interface FilePart {
  /** As sentences call it. */
  readonly name: string;
  readonly table: Table;
}

/**
 * A small file that tells which version of the server's file a part's bytes are of. It is there from
 * before the first byte until the part is verified: what is beside it may be wrong.
 */
export function originName({ name }: FilePart): string {
  return `gpt2.${name}.etag`;
}

/** Whether a part is there, whole and verified. */
export async function hasPart(part: FilePart, files: TableFiles): Promise<boolean> {
  return (await isWhole(part, files)) && (await files.size(originName(part))) === undefined;
}

/** Whether all bytes of a part are in its file, right or wrong. */
export async function isWhole({ table }: FilePart, files: TableFiles): Promise<boolean> {
  return (await files.size(table.name)) === tableBytes(table);
}

/** Removes what is there of a part, but not what tells of which version it is. */
export function removePart({ table }: FilePart, files: TableFiles): Promise<void> {
  return removeTable(table, files);
}
