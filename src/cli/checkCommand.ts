import { checkMarkdown } from "../dataset/check/checkMarkdown";
import { checkedSet, checkSet } from "../dataset/node/checkSet";
import type { SetExpectations } from "../dataset/check/checkedFile";
import * as l10n from "../shared/base/l10n";
import { openEncoding, type CliEnvironment } from "./cliEnvironment";
import { EXIT, UsageError } from "./exitCodes";
import { Given } from "./options";

/** `tokenscope check`: what is in a set that somebody wrote, and what is wrong with it. */
export async function checkCommand(
  args: readonly string[],
  world: CliEnvironment,
): Promise<number> {
  const given = Given.read(args, { encoding: { type: "string" }, json: { type: "boolean" } });
  const [path, ...more] = given.paths;
  if (path === undefined || more.length > 0) {
    throw new UsageError(l10n.t("Name one folder or one file."));
  }
  const set = checkedSet(path);
  const [description] = set.descriptions;
  const named = given.text("encoding") ?? description?.encoding.name ?? "gpt2";
  const { described } = await openEncoding(world, named);
  const expected: SetExpectations = {
    encoding: named,
    vocabularySize: described.vocabularySize,
    endOfTextId: described.endOfTextId,
    endOfText: description?.rules.endOfText,
    packing: description?.rules.packing,
  };
  const files = await checkSet(set, expected, world.signal, (_, tokens) => {
    world.terminal.progress({ documents: 0, bytes: 0, tokens });
  });
  world.terminal.clear();
  await world.terminal.print(
    given.is("json")
      ? `${JSON.stringify({ ...expected, files }, undefined, 2)}\n`
      : checkMarkdown(files, expected),
  );
  return files.some(({ problems }) => problems.length > 0) ? EXIT.no : EXIT.done;
}
