import {
  Hover,
  MarkdownString,
  Range,
  type HoverProvider,
  type Position,
  type TextDocument,
} from "vscode";
import type { Analyses } from "../../analysis/analyses";
import type { Analysis } from "../../analysis/analysis";
import type { Focus } from "../../analysis/focus";
import type { Models } from "../../analysis/models";
import type { Scores } from "../../analysis/scores";
import type { OpenDocuments } from "../../analysis/openDocuments";
import { messageOf } from "../../shared/base/rpc";
import type { TokenSlice } from "../../shared/values/tokens";
import { coverageProblem } from "../../windows/coverageWords";
import { loaderWindows, windowsInBatches } from "../../windows/loaderWindows";
import { WindowOrder } from "../../windows/windowOrder";
import { plain } from "../ui/markdown";
import { ScoreParts } from "./scoreParts";
import { mergeSteps } from "./mergeSteps";
import { LINK_COMMANDS, tokenLinks } from "./tokenLinks";
import { tokenFacts } from "./tokenFacts";
import { VectorParts } from "./vectorParts";
import { windowPlaces, type WindowPlaces } from "./windowPlaces";

/** What hovers are made of. */
export interface HoverParts {
  readonly documents: OpenDocuments;
  readonly analyses: Analyses;
  readonly models: Models;
  readonly scores: Scores;
  readonly focus: Focus;
}

/** What VS Code asks about. */
type HoverPlace = Parameters<HoverProvider["provideHover"]>;

/** A hover, and what comes to it where that takes longer. */
interface Halves {
  readonly now: Hover;
  readonly later?: Promise<Hover>;
}

interface HalfHover {
  readonly document: TextDocument;
  readonly position: Position;
  readonly half: "now" | "later";
  readonly answer: Promise<Halves | undefined>;
}

/**
 * Shows the token under the mouse: what it is, where it stands, how it came to be, and its vectors.
 */
export class TokenHover {
  private readonly vectors: VectorParts;
  private readonly scores: ScoreParts;
  /** What was asked last, of which the other half is still to be asked. */
  private last: HalfHover | undefined;

  constructor(private readonly parts: HoverParts) {
    this.vectors = new VectorParts(parts.models);
    this.scores = new ScoreParts(parts.scores);
  }

  /** What shows at once. */
  async now(...place: HoverPlace): Promise<Hover | undefined> {
    return (await this.half("now", ...place))?.now;
  }

  /** What a hover that is open is filled up with once it is known. */
  async later(...place: HoverPlace): Promise<Hover | undefined> {
    return (await this.half("later", ...place))?.later;
  }

  /** VS Code asks for both halves of a hover one after the other, in whatever order. */
  private half(
    half: "now" | "later",
    ...[document, position, cancellation]: HoverPlace
  ): Promise<Halves | undefined> {
    const { last } = this;
    if (last?.document === document && last.position.isEqual(position) && last.half !== half) {
      this.last = undefined;
      return last.answer;
    }
    const answer = this.halves(document, position, cancellation);
    this.last = { document, position, half, answer };
    return answer;
  }

  private async halves(
    ...[document, position, cancellation]: HoverPlace
  ): Promise<Halves | undefined> {
    try {
      const analysis = this.parts.analyses.of(document);
      const offset = document.offsetAt(position);
      // More than one where they share the character that the mouse is on.
      const slice = await analysis.call.touching(offset, offset + 1);
      if (slice.ids.length === 0 || cancellation.isCancellationRequested) return undefined;
      return await this.hoverOf(analysis, slice, this.chosenOf(analysis, slice));
    } catch (error) {
      if (!this.parts.documents.isOpen(document) || cancellation.isCancellationRequested) {
        return undefined;
      }
      return { now: new Hover(new MarkdownString(plain(messageOf(error)))) };
    }
  }

  /** The token that is chosen in the panel where the mouse is on several, else the first. */
  private chosenOf(analysis: Analysis, { first, ids }: TokenSlice): number {
    const { focus } = this.parts;
    const { token } = focus;
    if (focus.analysis !== analysis || token === undefined) return 0;
    return token >= first && token < first + ids.length ? token - first : 0;
  }

  private async hoverOf(
    analysis: Analysis,
    slice: TokenSlice,
    at: number,
  ): Promise<Halves | undefined> {
    const { document, encoding } = analysis;
    const [id, start, end] = [slice.ids[at], slice.starts[at], slice.ends[at]];
    const token = slice.first + at;
    if (id === undefined || start === undefined || end === undefined) return undefined;
    const tokenCount = analysis.summary?.tokenCount ?? 0;
    const places = this.placesOf(analysis, token, tokenCount);
    const [merges, vectors, score] = await Promise.all([
      analysis.call.merges(token),
      this.vectors.soon(analysis, id, places.position),
      this.scores.soon(analysis, token),
    ]);
    // The document has changed meanwhile: VS Code asks again when the mouse rests again.
    if (slice.version !== document.version || merges.version !== document.version) return undefined;

    const facts = tokenFacts(slice, at, { encoding, tokenCount });
    const text = new MarkdownString(
      [
        facts.heading,
        // Lines of one paragraph.
        [...facts.lines, plain(places.text)].join("\\\n"),
        tokenLinks({ key: analysis.key, token, id }),
        ...score.now,
        ...vectors.now,
        "---",
        facts.bytes,
        ...mergeSteps(merges, encoding),
      ].join("\n\n"),
    );
    // The links' own commands and no others.
    text.isTrusted = { enabledCommands: Object.values(LINK_COMMANDS) };
    const range = new Range(document.positionAt(start), document.positionAt(end));
    const missing = [score.later, vectors.later].filter((each) => each !== undefined);
    const later = Promise.all(missing).then((parts) => {
      return new Hover(new MarkdownString(parts.flat().join("\n\n")), range);
    });
    return { now: new Hover(text, range), ...(missing.length > 0 && { later }) };
  }

  private placesOf(analysis: Analysis, token: number, tokenCount: number): WindowPlaces {
    const { focus } = this.parts;
    const { maxLength, stride, shuffle } = focus.windows.options;
    const loader = loaderWindows(tokenCount, focus.windows.options);
    const isLookedAt = focus.analysis === analysis;
    const inTextOrder = shuffle ? undefined : new WindowOrder(loader.samples);
    return windowPlaces(token, {
      shape: { tokenCount, maxLength, stride },
      order: isLookedAt ? focus.windows.order : inTextOrder,
      shown: windowsInBatches(loader),
      chosen: isLookedAt ? focus.windows.chosen : undefined,
      problem: coverageProblem(focus.windows.coverageOf(tokenCount)),
    });
  }
}
