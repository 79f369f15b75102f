import { renameSync, rmSync } from "node:fs";
import { basename, extname } from "node:path";
import { FlatWriter } from "../dataset/formats/flatWriter";
import { NpyWriter } from "../dataset/formats/npyWriter";
import type { SplitWriter } from "../dataset/formats/splitWriter";
import { handOn } from "../dataset/node/documentParts";
import { StagedFile, writeError } from "../dataset/node/stagedFile";
import { reasonWords } from "../dataset/report/reasons";
import { idTypeOf } from "../dataset/rules/setRules";
import type { DocumentPart } from "../dataset/texts/documents";
import * as l10n from "../shared/base/l10n";
import { tokensText, documentsText } from "../shared/base/countWords";
import { foreignPath } from "../shared/base/shown";
import { openEncoding, openPool, readUnits, setInput, type CliEnvironment } from "./cliEnvironment";
import { EXIT, UsageError } from "./exitCodes";
import { Given } from "./options";
import { READING_OPTIONS, readingOptions } from "./readingOptions";

/** `tokenscope encode`: ids, one line a document, or in a file without anything between. */
export async function encodeCommand(
  args: readonly string[],
  world: CliEnvironment,
): Promise<number> {
  const given = Given.read(args, { ...READING_OPTIONS, output: { type: "string" } });
  const { terminal } = world;
  const output = given.text("output");
  const ending = output === undefined ? "" : extname(output).toLowerCase();
  if (output !== undefined && ending !== ".npy" && ending !== ".bin") {
    throw new UsageError(l10n.t("--output must end in .npy or .bin: {0}", foreignPath(output)));
  }
  const options = readingOptions(given);
  const chosen = await openEncoding(world, options.encoding);
  const { vocabularySize } = chosen.described;
  const input = setInput(given.paths, options, chosen.inParts);
  const file = output === undefined ? undefined : new OutputFile(output, ending, vocabularySize);
  const pool = openPool(world, chosen, options);
  const total = { tokens: 0, bytes: 0, documents: 0 };
  let lines = "";
  let hasIds = false;
  try {
    for await (const unit of readUnits(
      world,
      input(() => undefined),
      pool,
    )) {
      handOn(unit, {
        take: ({ ids, bytes, isLast }: DocumentPart) => {
          total.tokens += ids.length;
          total.bytes += bytes;
          if (isLast) total.documents++;
          if (file !== undefined) file.writer.append(ids);
          else {
            lines += `${hasIds && ids.length > 0 ? " " : ""}${ids.join(" ")}`;
            hasIds = !isLast && (hasIds || ids.length > 0);
            if (isLast) lines += "\n";
          }
        },
        leaveOut: ({ name, reason }) => {
          // A line of its own, so that lines and documents stay together.
          if (file === undefined) lines += "\n";
          if (reason === "empty") return;
          terminal.tell(
            l10n.t("{0} was not encoded: {1}.", foreignPath(name), reasonWords(reason)),
          );
        },
      });
      terminal.progress(total);
      if (file !== undefined || lines === "") continue;
      terminal.clear();
      await terminal.print(lines);
      lines = "";
    }
    if (file === undefined || output === undefined) return EXIT.done;
    file.finish();
    terminal.tell(
      l10n.t(
        "{0}: {1} as {2}, {3}.",
        foreignPath(output),
        tokensText(total.tokens),
        idTypeOf(vocabularySize),
        documentsText(total.documents),
      ),
    );
    return EXIT.done;
  } catch (error) {
    file?.abandon();
    throw error;
  } finally {
    await pool.close();
  }
}

/** A file of ids, there when it is whole. */
class OutputFile {
  readonly writer: Pick<SplitWriter, "append" | "finish">;
  private readonly staged: StagedFile;

  constructor(path: string, ending: string, vocabularySize: number) {
    try {
      rmSync(`${path}.unfinished`, { force: true });
      this.staged = new StagedFile(basename(path), path);
    } catch (error) {
      throw writeError(error, path);
    }
    const type = idTypeOf(vocabularySize);
    this.writer =
      ending === ".npy" ? new NpyWriter(this.staged, type) : new FlatWriter(this.staged, type);
  }

  finish(): void {
    this.writer.finish();
    this.staged.settle();
    renameSync(this.staged.part, this.staged.path);
  }

  abandon(): void {
    this.staged.release();
    rmSync(this.staged.part, { force: true });
  }
}
