import type { CallSignal } from "../base/callSignal";
import type { CopiedCode } from "../values/copiedCode";
import type { FindAnswer, FindFrom, Sought } from "../values/find";
import type { TokenFrequencies } from "../values/frequency";
import type { LayerAnswer } from "../values/layer";
import type { Pane } from "../values/panes";
import type { TokenSlice } from "../values/tokens";
import type { NearestTo, NearestTokens, OneHotProduct, SameToken } from "../values/vectorAnswers";
import type {
  ComparedPositions,
  Pca,
  PositionsName,
  PositionTable,
  Similarity,
} from "../values/vectors";
import type { LoaderOptions } from "../values/windows";

/** What the page may ask of the extension host. A call for an old version is answered undefined. */
export interface PanelHost {
  /** The page listens now: the host answers by `show`. */
  ready(): Promise<void>;
  /** Tokens `[from, to)` of the document. */
  tokens(version: number, from: number, to: number): Promise<TokenSlice | undefined>;
  /** How often the ids of tokens `[from, to)` stand in the document. */
  frequencies(version: number, from: number, to: number): Promise<TokenFrequencies | undefined>;
  /** Looks for a token or a text from a place of the document on. */
  find(version: number, sought: Sought, from: FindFrom): Promise<FindAnswer | undefined>;
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
export const OPENED_KINDS = ["file", "sample", "toyExample"] as const;
export type OpenedKind = (typeof OPENED_KINDS)[number];

/** What of the page's set-up outlives it. */
export const KEPT_PARTS = ["sections", "pictures"] as const;
export type KeptPart = (typeof KEPT_PARTS)[number];
/** UTF-16 code units of what is kept of a part. */
export const MOST_KEPT_LENGTH = 4096;

export type PictureFormat = "png" | "svg";

/** Of a saved picture's file. */
export const MOST_PICTURE_BYTES = 64 * 2 ** 20;
/** UTF-16 code units that a page may put on the clipboard: a million values and their tabs. */
export const MOST_COPIED_LENGTH = 32 * 2 ** 20;

export type PanelChoice =
  | { readonly kind: "token"; readonly index: number }
  | { readonly kind: "window"; readonly index: number };
