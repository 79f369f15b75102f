import type { Duplicates, Examples, NamedLength, SetReport } from "./setReport";

/**
 * A report whose names of files begin where the folder ends that all of its input lies in: who has
 * chosen them knows that folder, and it hides what tells them apart.
 * @param folder a path with a separator at its end; names outside of it stay as they are
 */
export function withShortNames(report: SetReport, folder: string): SetReport {
  const short = (name: string): string =>
    name.startsWith(folder) ? name.slice(folder.length) : name;
  const length = (of: NamedLength | undefined): NamedLength | undefined =>
    of && { ...of, name: short(of.name) };
  const examples = <T extends Examples>(of: T): T => ({ ...of, names: of.names.map(short) });
  const duplicates = (of: Duplicates): Duplicates => ({
    ...of,
    pairs: of.pairs.map((pair) => ({ name: short(pair.name), of: short(pair.of) })),
  });
  return {
    ...report,
    longest: length(report.longest),
    shortest: length(report.shortest),
    leftOut: report.leftOut.map((left) => ({
      ...left,
      examples: left.examples.map((each) => ({ ...each, name: short(each.name) })),
    })),
    replaced: examples(report.replaced),
    endsOfText: examples(report.endsOfText),
    exactDuplicates: duplicates(report.exactDuplicates),
    nearDuplicates: duplicates(report.nearDuplicates),
  };
}

/**
 * The folder that all of these files and folders lie in, with a separator at its end; `""` where
 * there is none, and where it is a whole disk.
 */
export function folderOfAll(paths: readonly string[], separator: string): string {
  const [first, ...others] = paths.map((path) => path.split(separator).slice(0, -1));
  if (first === undefined) return "";
  const differs = first.findIndex((name, at) => others.some((other) => other[at] !== name));
  const common = differs === -1 ? first : first.slice(0, differs);
  return common.length < 2 ? "" : `${common.join(separator)}${separator}`;
}
