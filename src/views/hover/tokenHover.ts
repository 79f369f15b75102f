import {
  Hover,
  MarkdownString,
  Range,
  type CancellationToken,
  type HoverProvider,
  type Position,
  type TextDocument,
} from "vscode";
import type { Analyses } from "../../analysis/analyses";
import type { Analysis } from "../../analysis/analysis";
import type { Focus } from "../../analysis/focus";
import type { Models } from "../../analysis/models";
import type { OpenDocuments } from "../../analysis/openDocuments";
import { messageOf } from "../../shared/base/rpc";
import type { TokenSlice } from "../../shared/values/tokens";
import { coverageProblem } from "../../windows/coverageWords";
import { loaderWindows, windowsInBatches } from "../../windows/loaderWindows";
import { WindowOrder } from "../../windows/windowOrder";
import { plain } from "../ui/markdown";
import { mergeSteps } from "./mergeSteps";
import { LINK_COMMANDS, tokenLinks } from "./tokenLinks";
import { tokenFacts } from "./tokenFacts";
import { VectorParts } from "./vectorParts";
import { windowPlaces, type WindowPlaces } from "./windowPlaces";

/**
 * Shows the token under the mouse: what it is, where it stands, how it came to be, and its vectors.
 */
export class TokenHover implements HoverProvider {
  private readonly vectors: VectorParts;

  constructor(
    private readonly documents: OpenDocuments,
    private readonly analyses: Analyses,
    models: Models,
    private readonly focus: Focus,
    /** Whether a document's tokens are to be shown now. */
    private readonly isOn: (document: TextDocument) => boolean,
  ) {
    this.vectors = new VectorParts(models);
  }

  async provideHover(
    document: TextDocument,
    position: Position,
    cancellation: CancellationToken,
  ): Promise<Hover | undefined> {
    if (!this.isOn(document)) return undefined;
    try {
      const analysis = this.analyses.of(document);
      const offset = document.offsetAt(position);
      // More than one where they share the character that the mouse is on.
      const slice = await analysis.call.touching(offset, offset + 1);
      if (slice.ids.length === 0 || cancellation.isCancellationRequested) return undefined;
      return await this.hoverOf(analysis, slice, this.chosenOf(analysis, slice));
    } catch (error) {
      if (!this.documents.isOpen(document) || cancellation.isCancellationRequested) {
        return undefined;
      }
      return new Hover(new MarkdownString(plain(messageOf(error))));
    }
  }

  /** The token that is chosen in the panel where the mouse is on several, else the first. */
  private chosenOf(analysis: Analysis, { first, ids }: TokenSlice): number {
    const { token } = this.focus;
    if (this.focus.analysis !== analysis || token === undefined) return 0;
    return token >= first && token < first + ids.length ? token - first : 0;
  }

  private async hoverOf(
    analysis: Analysis,
    slice: TokenSlice,
    at: number,
  ): Promise<Hover | undefined> {
    const { document, encoding } = analysis;
    const [id, start, end] = [slice.ids[at], slice.starts[at], slice.ends[at]];
    const token = slice.first + at;
    if (id === undefined || start === undefined || end === undefined) return undefined;
    const tokenCount = analysis.summary?.tokenCount ?? 0;
    const places = this.placesOf(analysis, token, tokenCount);
    const [merges, vectors] = await Promise.all([
      analysis.call.merges(token),
      this.vectors.of(analysis, id, places.position),
    ]);
    // The document has changed meanwhile: VS Code asks again when the mouse rests again.
    if (slice.version !== document.version || merges.version !== document.version) return undefined;

    const facts = tokenFacts(slice, at, { encoding, tokenCount });
    const text = new MarkdownString(
      [
        facts.heading,
        // Lines of one paragraph.
        [...facts.lines, plain(places.text)].join("\\\n"),
        ...mergeSteps(merges, encoding),
        ...vectors,
        "---",
        tokenLinks({ key: analysis.key, token, id }),
      ].join("\n\n"),
    );
    // The links' own commands and no others.
    text.isTrusted = { enabledCommands: Object.values(LINK_COMMANDS) };
    return new Hover(text, new Range(document.positionAt(start), document.positionAt(end)));
  }

  private placesOf(analysis: Analysis, token: number, tokenCount: number): WindowPlaces {
    const { focus } = this;
    const { maxLength, stride, shuffle } = focus.options;
    const loader = loaderWindows(tokenCount, focus.options);
    const isLookedAt = focus.analysis === analysis;
    const inTextOrder = shuffle ? undefined : new WindowOrder(loader.samples);
    return windowPlaces(token, {
      shape: { tokenCount, maxLength, stride },
      order: isLookedAt ? focus.order : inTextOrder,
      shown: windowsInBatches(loader),
      chosen: isLookedAt ? focus.window : undefined,
      problem: coverageProblem(focus.coverageOf(tokenCount)),
    });
  }
}
