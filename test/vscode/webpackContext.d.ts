/** webpack's modules of a folder, of which the suite uses this much. */
interface ImportMeta {
  webpackContext(
    folder: string,
    options: { recursive: boolean; regExp: RegExp },
  ): { keys(): string[]; (name: string): unknown };
}
