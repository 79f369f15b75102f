import { handOn } from "../dataset/node/documentParts";
import { reasonWords } from "../dataset/report/reasons";
import { WindowCounter } from "../dataset/report/windowCounter";
import * as l10n from "../shared/base/l10n";
import { tokensText, windowsText } from "../shared/base/countWords";
import { formatCount } from "../shared/base/numbers";
import { foreignPath } from "../shared/base/shown";
import { openEncoding, openPool, readUnits, setInput, type CliEnvironment } from "./cliEnvironment";
import { EXIT, UsageError } from "./exitCodes";
import { Given } from "./options";
import { READING_OPTIONS, readingOptions } from "./readingOptions";

const LENGTHS = { least: 1, most: 2 ** 31 - 1 };

/** `tokenscope windows`: what the windows of a data loader over texts hold. */
export async function windowsCommand(
  args: readonly string[],
  world: CliEnvironment,
): Promise<number> {
  const given = Given.read(args, {
    ...READING_OPTIONS,
    "max-length": { type: "string" },
    stride: { type: "string" },
    json: { type: "boolean" },
  });
  const maxLength = given.whole("max-length", LENGTHS);
  const stride = given.whole("stride", LENGTHS);
  if (maxLength === undefined || stride === undefined) {
    throw new UsageError(l10n.t("Say --max-length L and --stride S."));
  }
  const options = readingOptions(given);
  const chosen = await openEncoding(world, options.encoding);
  const input = setInput(given.paths, options, chosen.inParts);
  const pool = openPool(world, chosen, options);
  const counter = new WindowCounter({ maxLength, stride });
  let documents = 0;
  let bytes = 0;
  try {
    const all = input(() => undefined);
    for await (const unit of readUnits(world, all, pool)) {
      handOn(unit, {
        take: (part) => {
          if (part.isFirst) counter.startDocument();
          counter.add(part.ids.length);
          bytes += part.bytes;
          if (part.isLast) documents++;
        },
        leaveOut: ({ name, reason }) => {
          if (reason === "empty") return;
          world.terminal.tell(
            l10n.t("{0} was left out: {1}.", foreignPath(name), reasonWords(reason)),
          );
        },
      });
      world.terminal.progress({ documents, bytes, tokens: counter.tokens });
    }
  } finally {
    await pool.close();
  }
  const { tokens } = counter;
  const counts = counter.counts();
  world.terminal.clear();
  if (given.is("json")) {
    const answer = {
      encoding: chosen.described.name,
      maxLength,
      stride,
      documents,
      tokens,
      ...counts,
    };
    await world.terminal.print(`${JSON.stringify(answer, undefined, 2)}\n`);
    return EXIT.done;
  }
  const lines = [
    l10n.t("{0}, {1}", tokensText(tokens), windowsText(counts.windows)),
    l10n.t("never an input: {0}", formatCount(counts.neverInput)),
    ...(documents > 1
      ? [l10n.t("windows that hold two documents: {0}", formatCount(counts.mixed))]
      : []),
  ];
  await world.terminal.print(`${lines.join("\n")}\n`);
  return EXIT.done;
}
