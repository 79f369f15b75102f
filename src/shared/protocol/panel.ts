import * as v from "valibot";
import type { CallSignal } from "../base/callSignal";
import { callChecks, index, integer, size, strict } from "../base/checks";
import type { Checks } from "../base/rpc";
import type { CopiedCode } from "../values/copiedCode";
import { NEAREST_TO } from "../values/copiedCode";
import { MOST_SOUGHT_UNITS } from "../values/find";
import type { FindAnswer, FindFrom, SearchTarget } from "../values/find";
import type { TokenFrequencies } from "../values/frequency";
import type { LayerAnswer } from "../values/layer";
import { PANES } from "../values/panes";
import type { Pane } from "../values/panes";
import { MOST_PICTURE_BYTES } from "../values/pictureFile";
import type { PictureFormat } from "../values/pictureFile";
import type { DocumentStarts, TokenSlice } from "../values/tokens";
import type { NearestTo, NearestTokens, OneHotProduct, SameToken } from "../values/vectorAnswers";
import type {
  ComparedPositions,
  Pca,
  PositionsName,
  PositionTable,
  Similarity,
} from "../values/vectors";
import type { LoaderOptions } from "../values/windows";
import { copiedCode } from "./copiedCodeChecks";
import { gptChecks } from "./gptHost";
import type { GptHost } from "./gptHost";
import { loaderToSet } from "./loaderChecks";

/** What the page may ask of the extension host. A call for an old version is answered undefined. */
export interface PanelHost extends GptHost {
  /** The page listens now: the host answers by `show`. */
  ready(): Promise<void>;
  /** Tokens `[from, to)` of the document. */
  tokens(version: number, from: number, to: number): Promise<TokenSlice | undefined>;
  /** How often the ids of tokens `[from, to)` stand in the document. */
  frequencies(version: number, from: number, to: number): Promise<TokenFrequencies | undefined>;
  /** Where other documents start in the text, behind tokens such as `<|endoftext|>`. */
  documentStarts(version: number): Promise<DocumentStarts | undefined>;
  /** Looks for a token or a text from a place of the document on. */
  find(version: number, sought: SearchTarget, from: FindFrom): Promise<FindAnswer | undefined>;
  /** The mouse or the keys are on this document token: the editor marks it. Without one, on none. */
  point(version: number, token?: number): Promise<void>;
  /** The shuffled order of a loader; undefined where these are not its options any more. */
  order(
    samples: number,
    seed: number,
    epoch: number,
  ): Promise<Uint32Array<ArrayBuffer> | undefined>;
  /** Token vectors of document tokens `[from, to)`, `[L, D]`. */
  vectors(
    version: number,
    from: number,
    to: number,
  ): Promise<Float32Array<ArrayBuffer> | undefined>;
  /** Vectors of positions `[0, L)`, `[L, D]`, which are the same in every window: asked for once. */
  positionVectors(length: number): Promise<Float32Array<ArrayBuffer>>;
  /**
   * Tokens nearest to the vector of an id, without the id itself, or to the sum of its vector and
   * a position's.
   */
  nearest(
    id: number,
    position: number,
    to: NearestTo,
    signal?: CallSignal,
  ): Promise<NearestTokens | undefined>;
  /** Where else the token of a place stands; `position` is the place's in the window looked at. */
  sameToken(
    version: number,
    token: number,
    position: number,
    signal?: CallSignal,
  ): Promise<SameToken | undefined>;
  /** Token vectors of document tokens `[from, to)` by one-hot product. */
  oneHot(
    version: number,
    from: number,
    to: number,
    signal?: CallSignal,
  ): Promise<OneHotProduct | undefined>;
  /**
   * The table of the model and the rows that the document's ids look up, as far as they are printed.
   * @param chosen document token whose row is shown in any case
   */
  layer(version: number, chosen?: number): Promise<LayerAnswer | undefined>;
  /** Asks the person for another size of the toy layer. */
  changeToyLayer(): Promise<void>;
  /** The position table of the model in use, or GPT-2's own. */
  positions(source: PositionsName["source"], signal?: CallSignal): Promise<PositionTable>;
  /**
   * Fetches GPT-2's position table, once the person agrees. The model in use stays.
   * @returns whether it is there now
   * @throws {Error} whose message names the server and says what to do next
   */
  getGpt2Positions(): Promise<boolean>;
  /** Cosine matrix of a position table. */
  positionSimilarity(of: ComparedPositions, signal?: CallSignal): Promise<Similarity>;
  /** Principal components of a position table. */
  positionPca(of: ComparedPositions, signal?: CallSignal): Promise<Pca>;
  /** The person chose a token or a window in the page: the editor reveals it. */
  select(choice: PanelChoice): Promise<void>;
  setLoader(options: Required<LoaderOptions>): Promise<void>;
  /** Stays with the document shown, or follows the editor used last. */
  pin(isPinned: boolean): Promise<void>;
  /** Asks the person for another model. */
  chooseModel(): Promise<void>;
  /** Opens the model in use, also once more after what opened it has stopped. */
  openModel(): Promise<void>;
  /**
   * Puts lines for a notebook on the clipboard that make and print what is shown.
   * @returns whether something was copied; otherwise the person has been told why not
   */
  copyAsPyTorch(copied: CopiedCode): Promise<boolean>;
  /** Opens something to look at, where there is nothing. */
  openDocument(kind: OpenedKind): Promise<void>;
  /** Keeps how a person set a part of the page up, as JSON, for the next time it is opened. */
  keep(part: KeptPart, json: string): Promise<void>;
  /** The marks that `PanelState.firstMarks` asks for are on the screen, and not to be shown again. */
  firstMarksShown(): Promise<void>;
  /** Shows the page of help on a part of the panel. */
  help(pane: Pane): Promise<void>;
  /** Puts a text on the clipboard. */
  copy(text: string): Promise<void>;
  /**
   * Asks the person where a picture goes and writes it there.
   * @param name ends the file's name: small letters, digits and "-"
   * @returns the file's name, or undefined where the person changed their mind
   * @throws {Error} whose message names the file, when it cannot be written
   */
  savePicture(
    name: string,
    format: PictureFormat,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<string | undefined>;
}

/** What a person can begin with: a file of theirs, the sample text, or the chapter's list of ids. */
const OPENED_KINDS = ["file", "sample", "toyExample"] as const;
export type OpenedKind = (typeof OPENED_KINDS)[number];

/** What of the page's set-up outlives it. */
export const KEPT_PARTS = ["sections", "pictures"] as const;
export type KeptPart = (typeof KEPT_PARTS)[number];
/** UTF-16 code units of what is kept of a part. */
const MOST_KEPT_LENGTH = 4096;

/** UTF-16 code units that a page may put on the clipboard: a million values and their tabs. */
const MOST_COPIED_LENGTH = 32 * 2 ** 20;

export type PanelChoice =
  | { readonly kind: "token"; readonly index: number }
  | { readonly kind: "window"; readonly index: number };

const comparedPositions = strict.variants<ComparedPositions>()("source", {
  model: {},
  gpt2: {},
  sinusoidal: { contextLength: size, dimensions: size },
});

const sought = strict.variants<SearchTarget>()("kind", {
  text: { text: v.pipe(v.string(), v.minLength(1), v.maxLength(MOST_SOUGHT_UNITS)) },
  id: { id: index },
  index: { index },
});

const findFrom = strict.fields<FindFrom>()({
  token: index,
  unit: v.exactOptional(index),
  backwards: v.boolean(),
});

const choice = strict.variants<PanelChoice>()("kind", { token: { index }, window: { index } });

const pictureBytes = v.pipe(
  v.instance(Uint8Array as typeof Uint8Array<ArrayBuffer>),
  v.check(({ length }) => length <= MOST_PICTURE_BYTES),
);

/** A file begins as its format does, whatever else it holds. */
const beginsAs = (format: unknown, bytes: unknown): boolean =>
  bytes instanceof Uint8Array &&
  (format === "png"
    ? [0x89, 0x50, 0x4e, 0x47].every((byte, at) => bytes[at] === byte)
    : [..."<svg "].every((character, at) => bytes[at] === character.charCodeAt(0)));

const checks = callChecks<Omit<PanelHost, keyof GptHost>>()({
  ready: [],
  chooseModel: [],
  keep: [v.picklist(KEPT_PARTS), v.pipe(v.string(), v.maxLength(MOST_KEPT_LENGTH))],
  openDocument: [v.picklist(OPENED_KINDS)],
  openModel: [],
  tokens: [index, index, index],
  frequencies: [index, index, index],
  documentStarts: [index],
  find: [index, sought, findFrom],
  point: [index, v.exactOptional(index)],
  order: [index, integer, index],
  vectors: [index, index, index],
  positionVectors: [index],
  nearest: [index, index, v.picklist(NEAREST_TO)],
  sameToken: [index, index, index],
  oneHot: [index, index, index],
  layer: [index, v.exactOptional(index)],
  changeToyLayer: [],
  positions: [v.picklist(["model", "gpt2"])],
  getGpt2Positions: [],
  firstMarksShown: [],
  positionSimilarity: [comparedPositions],
  positionPca: [comparedPositions],
  select: [choice],
  setLoader: [loaderToSet],
  pin: [v.boolean()],
  copyAsPyTorch: [copiedCode],
  help: [v.picklist(PANES)],
  copy: [v.pipe(v.string(), v.maxLength(MOST_COPIED_LENGTH))],
  savePicture: [
    v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,80}$/)),
    v.picklist(["png", "svg"]),
    pictureBytes,
  ],
});

/** Whether what a page sends fits the calls that a host answers. A page is not trusted with that. */
export const hostChecks: Checks<PanelHost> = {
  ...checks,
  ...gptChecks,
  savePicture: (args) => checks.savePicture(args) && beginsAs(args[1], args[2]),
};
