import * as l10n from "../../shared/base/l10n";
import * as v from "valibot";

/** Commands of the hover's links. VS Code keeps those with such a name to itself. */
export const LINK_COMMANDS = {
  reveal: "_tokenscope.revealToken",
  copyId: "_tokenscope.copyTokenId",
  next: "_tokenscope.nextOccurrence",
} as const;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const schema = v.strictObject({
  /** Names the document and the way it is read, as `Analysis.key` does. */
  key: v.pipe(v.string(), v.maxLength(100)),
  /** Document token. */
  token: count,
  id: count,
});

/** What a link speaks of. */
export type LinkedToken = v.InferOutput<typeof schema>;

/**
 * A command's argument, which may come from anywhere.
 * @throws {TypeError} when it is no token
 */
export function linkedToken(argument: unknown): LinkedToken {
  try {
    const { success, output } = v.safeParse(schema, argument);
    if (success) return output;
  } catch {
    // A proxy or a getter refused to be read.
  }
  throw new TypeError(
    l10n.t("This command is for the links of Tokenscope's hovers: it takes a token."),
  );
}

/** The links of a token's hover, as Markdown. */
export function tokenLinks(token: LinkedToken): string {
  const query = encodeURIComponent(JSON.stringify([token]));
  const link = (name: string, command: string, title: string): string =>
    `[${name}](command:${command}?${query} "${title}")`;
  return [
    link(
      l10n.t("Reveal in visualizer"),
      LINK_COMMANDS.reveal,
      l10n.t("Open the visualizer and choose this token there"),
    ),
    link(l10n.t("Copy id"), LINK_COMMANDS.copyId, l10n.t("Put the id on the clipboard")),
    link(
      l10n.t("Next occurrence"),
      LINK_COMMANDS.next,
      l10n.t("Select the next place of this id in the text"),
    ),
  ].join(" · ");
}
