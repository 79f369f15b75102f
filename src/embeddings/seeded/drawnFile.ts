import { whileStoring } from "../store/whileStoring";
import { createTable } from "../store/tableSums";
import type { NewFile, TableFiles } from "../store/tableFiles";

/** Values of one file, which are drawn as they are asked for. */
export interface DrawnFile {
  readonly name: string;
  /** Each there until the one after the next is asked for. */
  readonly pieces: Iterable<Float32Array<ArrayBuffer>>;
}

/**
 * Writes files of what is drawn, one after another, each with its hashes. A piece is written while
 * the next one is drawn, and the disk takes a file in while the next one is.
 * @param drawn awaited after each piece, given the number of its values; what it throws ends the work
 */
export async function writeDrawn(
  all: Iterable<DrawnFile>,
  files: TableFiles,
  drawn: (values: number) => Promise<void>,
): Promise<void> {
  const made: NewFile[] = [];
  const finished: Promise<void>[] = [];
  try {
    for (const { name, pieces } of all) {
      const file = await whileStoring(createTable(files, name));
      made.push(file);
      await appendDrawn(file, pieces, drawn);
      finished.push(awaitedLater(whileStoring(file.finish())));
    }
  } finally {
    await Promise.allSettled(finished);
    await Promise.all(made.map((file) => file.close()));
  }
  await Promise.all(finished);
}

async function appendDrawn(
  file: NewFile,
  pieces: DrawnFile["pieces"],
  drawn: (values: number) => Promise<void>,
): Promise<void> {
  let written = Promise.resolve();
  try {
    for (const piece of pieces) {
      await written;
      const { buffer, byteOffset, byteLength } = piece;
      written = awaitedLater(
        whileStoring(file.append(new Uint8Array(buffer, byteOffset, byteLength))),
      );
      await drawn(piece.length);
    }
  } finally {
    await written;
  }
}

/** The same, where nobody may be waiting yet when it fails. */
function awaitedLater(work: Promise<void>): Promise<void> {
  work.catch(() => undefined);
  return work;
}
