/** First four bytes of the records of a zip archive, little-endian. */
const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
/** Lengths in bytes of those records without their names and comments. */
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;

/**
 * Names of the files in a zip archive, in the order of its directory.
 * @throws when it is no zip archive
 */
export function zipNames(archive: Buffer): string[] {
  let end = archive.length - END_LENGTH;
  while (end >= 0 && archive.readUInt32LE(end) !== END_OF_DIRECTORY) end--;
  if (end < 0) throw new Error("The file is no zip archive.");
  const names: string[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    if (archive.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error("The archive is damaged.");
    const [name, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    const start = at + ENTRY_LENGTH;
    names.push(archive.toString("utf8", start, start + name!));
    at = start + name! + extra! + comment!;
  }
  return names;
}
