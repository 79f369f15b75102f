/** Some lines of Python, and what they import. */
export interface PythonPart {
  /** Of Python's own library. */
  readonly standard?: readonly string[];
  /** Of packages that are installed. */
  readonly packages?: readonly string[];
  readonly lines: readonly string[];
}

/** Python that needs nothing above it: all imports, then the parts in their order. */
export function pythonCode(parts: readonly PythonPart[]): string {
  const imports = (of: "standard" | "packages"): string[] => [
    ...new Set(parts.flatMap((part) => part[of] ?? [])),
  ];
  const blocks = [imports("standard"), imports("packages"), ...parts.map(({ lines }) => lines)];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

export const pythonBoolean = (value: boolean): string => (value ? "True" : "False");
