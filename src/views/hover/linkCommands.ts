import * as l10n from "../../shared/base/l10n";
import { env, Selection, window, type Disposable, type TextDocument } from "vscode";
import type { Analyses } from "../../analysis/analyses";
import type { Analysis } from "../../analysis/analysis";
import type { Focus } from "../../analysis/focus";
import { revealSelection } from "../../analysis/revealSelection";
import { formatCount } from "../../shared/base/numbers";
import { linkCommand, say } from "../ui/command";
import { LINK_COMMANDS, linkedToken, type LinkedToken } from "./tokenLinks";

export interface LinkParts {
  readonly analyses: Analyses;
  readonly focus: Focus;
  /** Opens the panel. */
  readonly showPanel: () => void;
}

/** What the links of a hover do. */
export function linkCommands({ analyses, focus, showPanel }: LinkParts): Disposable[] {
  const command = (id: string, run: (token: LinkedToken) => Promise<void>): Disposable =>
    linkCommand(id, (argument) => run(linkedToken(argument)));
  return [
    command(LINK_COMMANDS.reveal, async ({ key, token, id }) => {
      const analysis = analyses.byKey(key);
      if (analysis === undefined || (await idAt(analysis, token)) !== id) {
        sayStale();
        return;
      }
      focus.lookAt(await editorOf(analysis.document));
      showPanel();
      await focus.choose({ kind: "token", index: token });
    }),
    command(LINK_COMMANDS.copyId, async ({ id }) => {
      await env.clipboard.writeText(String(id));
      say(l10n.t("{0} is on the clipboard.", String(id)));
    }),
    command(LINK_COMMANDS.next, async ({ key, token, id }) => {
      const analysis = analyses.byKey(key);
      if (analysis === undefined) {
        sayStale();
        return;
      }
      const from = { token: token + 1, backwards: false };
      const answer = await analysis.find({ kind: "id", id }, from);
      if (answer.kind !== "found") {
        say(l10n.t("Id {0} no longer occurs in the text.", String(id)));
        return;
      }
      await selectToken(focus, analysis, answer.token);
      say(placeText(id, answer));
    }),
  ];
}

async function idAt(analysis: Analysis, token: number): Promise<number | undefined> {
  return (await analysis.call.slice(token, token + 1)).ids[0];
}

/** Selects a token in its editor; the panel follows where it shows that document. */
async function selectToken(focus: Focus, analysis: Analysis, token: number): Promise<void> {
  if (focus.analysis === analysis) {
    await focus.choose({ kind: "token", index: token });
    return;
  }
  const { document } = analysis;
  const { starts, ends, version } = await analysis.call.slice(token, token + 1);
  const [start, end] = [starts[0], ends[0]];
  if (start === undefined || end === undefined || version !== document.version) return;
  const selection = new Selection(document.positionAt(end), document.positionAt(start));
  await revealSelection(document, selection, await editorOf(document));
}

async function editorOf(document: TextDocument) {
  const visible = [window.activeTextEditor, ...window.visibleTextEditors];
  const known = visible.find((editor) => editor?.document === document);
  return known ?? window.showTextDocument(document, { preserveFocus: true });
}

function placeText(
  id: number,
  { place, count, wrapped }: { place: number; count: number; wrapped: boolean },
): string {
  if (count === 1) return l10n.t("Id {0} stands nowhere else in the text.", String(id));
  const [at, all] = [formatCount(place), formatCount(count)];
  return wrapped
    ? l10n.t("Id {0}: place {1} of {2}, from the start of the text again.", String(id), at, all)
    : l10n.t("Id {0}: place {1} of {2}.", String(id), at, all);
}

function sayStale(): void {
  void window.showInformationMessage(
    l10n.t("The text has changed since this hover was shown. Hover again."),
  );
}
