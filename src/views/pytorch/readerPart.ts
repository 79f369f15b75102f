import type { FileReading } from "./fileReading";
import type { PythonPart } from "./pythonPart";
import { pythonLines, pythonString } from "./pythonString";

/** Where Python gets the text from. */
export type PythonText =
  | { readonly kind: "file"; readonly path: string; readonly reading: FileReading }
  | { readonly kind: "itself"; readonly text: string };

/** Makes `text`. */
export function readerPart(source: PythonText): PythonPart {
  if (source.kind === "itself") {
    const [first = "", ...more] = pythonLines(source.text);
    return { lines: [`text = ${first}`, ...more] };
  }
  const { path, reading } = source;
  const options = [
    pythonString(path),
    `encoding="${reading.codec}"`,
    ...(reading.errors === undefined ? [] : [`errors="${reading.errors}"`]),
    // Python reads every line end as "\n" unless it is told not to.
    ...(reading.lineEnds === "raw" ? ['newline=""'] : []),
  ];
  const steps = [
    // Decoding takes one mark away.
    `file.read()${reading.hasSecondMark ? "[1:]" : ""}`,
    ...(reading.lineEnds === "crlf" ? ['replace("\\n", "\\r\\n")'] : []),
  ];
  const note = reading.hasSecondMark ? "  # the file has a second byte order mark" : "";
  return {
    lines: [`with open(${options.join(", ")}) as file:`, `    text = ${steps.join(".")}${note}`],
  };
}
