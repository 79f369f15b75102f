import { handOn } from "../dataset/node/documentParts";
import { readable } from "../dataset/node/bytePaths";
import { reasonWords } from "../dataset/report/reasons";
import type { DocumentPart, LeftOutDocument } from "../dataset/texts/documents";
import { withoutControls } from "../shared/base/markdown";
import * as l10n from "../shared/base/l10n";
import { tokensText } from "../shared/base/countWords";
import { formatCount } from "../shared/base/numbers";
import { foreign, foreignPath } from "../shared/base/shown";
import { openEncoding, openPool, readUnits, setInput, type CliEnvironment } from "./cliEnvironment";
import { EXIT } from "./exitCodes";
import { Given } from "./options";
import { READING_OPTIONS, readingOptions } from "./readingOptions";

/** A document, and what it has. */
interface DocumentCount {
  readonly path: string;
  readonly tokens: number;
  readonly bytes: number;
}

/** `tokenscope count`: the tokens of texts, one line each, and of all. */
export async function countCommand(
  args: readonly string[],
  world: CliEnvironment,
): Promise<number> {
  const given = Given.read(args, {
    ...READING_OPTIONS,
    max: { type: "string" },
    json: { type: "boolean" },
  });
  const max = given.whole("max", { least: 0, most: Number.MAX_SAFE_INTEGER });
  // As Count Tokens of the editor does it.
  const options = readingOptions(given, { useIgnoreFiles: true });
  const chosen = await openEncoding(world, options.encoding);
  const input = setInput(given.paths, options, chosen.inParts);
  const pool = openPool(world, chosen, options);
  const counted: DocumentCount[] = [];
  const leftOut: LeftOutDocument[] = [];
  const total = { tokens: 0, bytes: 0, documents: 0 };
  let open = { tokens: 0, bytes: 0 };
  let lines = "";
  const isJson = given.is("json");
  const sink = {
    take: ({ name, ids, bytes, isLast }: DocumentPart): void => {
      open = { tokens: open.tokens + ids.length, bytes: open.bytes + bytes };
      total.tokens += ids.length;
      total.bytes += bytes;
      if (!isLast) return;
      total.documents++;
      if (isJson) counted.push({ path: name, ...open });
      else lines += `${open.tokens}\t${withoutControls(name)}\n`;
      open = { tokens: 0, bytes: 0 };
    },
    leaveOut: (document: LeftOutDocument): void => {
      if (document.reason === "empty") {
        total.documents++;
        if (isJson) counted.push({ path: document.name, tokens: 0, bytes: 0 });
        else lines += `0\t${withoutControls(document.name)}\n`;
        return;
      }
      leftOut.push(document);
    },
  };
  try {
    const all = input((name, reason, detail) => {
      leftOut.push({ name: readable(name), reason, detail });
    });
    for await (const unit of readUnits(world, all, pool)) {
      handOn(unit, sink);
      world.terminal.progress(total);
      if (lines === "") continue;
      world.terminal.clear();
      await world.terminal.print(lines);
      lines = "";
    }
  } finally {
    await pool.close();
  }
  world.terminal.clear();
  if (isJson) {
    const answer = { encoding: chosen.described.name, ...total, counted, leftOut };
    await world.terminal.print(`${JSON.stringify(answer, undefined, 2)}\n`);
  } else if (total.documents > 1)
    await world.terminal.print(`${total.tokens}\t${l10n.t("total")}\n`);
  const ignored = leftOut.filter(({ reason }) => reason === "gitignored");
  if (ignored.length > 0) {
    world.terminal.tell(
      l10n.t(
        "Not counted, because .gitignore or .ignore names it: {0} ({1} of {2}). --gitignore off counts all.",
        foreignPath(ignored[0]?.name ?? ""),
        1,
        formatCount(ignored.length),
      ),
    );
  }
  for (const { name, reason, detail } of leftOut) {
    if (reason === "ignored" || reason === "gitignored") continue;
    const why = detail === "" ? reasonWords(reason) : `${reasonWords(reason)}, ${foreign(detail)}`;
    world.terminal.tell(l10n.t("{0} was not counted: {1}.", foreignPath(name), why));
  }
  if (max === undefined || total.tokens <= max) return EXIT.done;
  world.terminal.tell(
    l10n.t(
      "Over the budget: {0}, {1} more than --max {2}.",
      tokensText(total.tokens),
      formatCount(total.tokens - max),
      formatCount(max),
    ),
  );
  return EXIT.no;
}
