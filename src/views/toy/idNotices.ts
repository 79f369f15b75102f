import * as l10n from "../../shared/base/l10n";
import {
  Diagnostic,
  DiagnosticSeverity,
  EventEmitter,
  languages,
  Range,
  type Disposable,
} from "vscode";
import type { Analysis } from "../../analysis/analysis";
import type { Focus } from "../../analysis/focus";
import { Latest } from "../../shared/base/latest";
import { idProblemText, type IdProblems } from "../../shared/values/idProblems";
import { formatCount } from "../../shared/base/numbers";

/**
 * Underlines what is no id in the list of ids that is looked at, and says the first of it. Nothing
 * runs for any other text.
 */
export class IdNotices implements Disposable {
  /** Where the first word is that is no id, and what to do; undefined where there is none. */
  text: string | undefined;
  private readonly changed = new EventEmitter<void>();
  /** `text` is another. */
  readonly onDidChange = this.changed.event;
  private readonly underlined = languages.createDiagnosticCollection("tokenscope");
  private readonly listener: Disposable;
  private readonly latest = new Latest();
  /** What was looked through last. */
  private seen: { readonly analysis: Analysis; readonly revision: number } | undefined;

  constructor(private readonly focus: Focus) {
    this.listener = focus.onDidChange(() => {
      void this.look();
    });
    void this.look();
  }

  dispose(): void {
    this.listener.dispose();
    this.underlined.dispose();
    this.changed.dispose();
  }

  private async look(): Promise<void> {
    const { analysis } = this.focus;
    if (analysis?.encoding !== "ids") {
      this.seen = undefined;
      this.latest.stop();
      this.clear();
      return;
    }
    const { revision } = analysis;
    if (analysis === this.seen?.analysis && revision === this.seen.revision) return;
    if (analysis !== this.seen?.analysis) this.clear();
    this.seen = { analysis, revision };
    const signal = this.latest.begin();
    try {
      const found = await analysis.call.idProblems();
      // Of an older text the places are wrong.
      if (!signal.aborted && found.version === analysis.document.version) {
        this.tell(analysis, found);
      }
    } catch {
      // The document was closed, or its analysis has said what is wrong.
    }
  }

  private tell({ document }: Analysis, { count, problems, vocabularySize }: IdProblems): void {
    const diagnostics = problems.map((problem) => {
      const { start, end } = problem;
      const range = new Range(document.positionAt(start), document.positionAt(end));
      const text = idProblemText(problem, vocabularySize);
      const diagnostic = new Diagnostic(range, text, DiagnosticSeverity.Warning);
      diagnostic.source = "Tokenscope";
      return diagnostic;
    });
    this.underlined.set(document.uri, diagnostics);
    const [first] = diagnostics;
    if (first === undefined) {
      this.say(undefined);
      return;
    }
    const { line, character } = first.range.start;
    const sentence = l10n.t(
      "Line {0}, column {1}: {2}",
      formatCount(line + 1),
      formatCount(character + 1),
      first.message,
    );
    const others = l10n.t("Words that are not ids here: {0}.", formatCount(count));
    this.say(count === 1 ? sentence : `${sentence} ${others}`);
  }

  private clear(): void {
    this.underlined.clear();
    this.say(undefined);
  }

  private say(text: string | undefined): void {
    if (text === this.text) return;
    this.text = text;
    this.changed.fire();
  }
}
