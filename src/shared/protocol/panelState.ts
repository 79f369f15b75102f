import * as v from "valibot";
import { callChecks, index, integer, list, loose, size } from "../base/checks";
import type { RuntimeInUse } from "../base/runtimes";
import { ARITHMETICS, DRAW_ORDERS } from "../base/seededDraws";
import { LOST_KINDS } from "../values/lostTokens";
import type { LoaderNote, LostTokens, NotePart } from "../values/lostTokens";
import {
  ACTIVATIONS,
  GPT_FAMILIES,
  type FileGpt,
  type ModelInfo,
  type PositionsName,
} from "../values/vectors";
import { MODEL_SOURCES } from "../values/modelChoices";
import type { LoaderOptions } from "../values/windows";
import { loaderToShow } from "./loaderChecks";

/** What the extension host tells the page. */
export interface PanelPage {
  show(state: PanelState): void;
}

/** Everything the page shows, but for the rows that it pulls when they are visible. */
export interface PanelState {
  readonly document: PanelDocument;
  readonly loader: PanelLoader;
  readonly model: PanelModel;
  /** The position table that can be shown. */
  readonly positions: PositionsName | undefined;
  /** Whether GPT-2's position table is on this machine; undefined while nobody knows. */
  readonly hasGpt2Positions?: boolean | undefined;
  /** What the person should know of the model, e.g. a file that is not loaded. */
  readonly modelNote: string | undefined;
  /** What is no id in a list of ids, where, and what to do. */
  readonly idNotice?: string | undefined;
  /** Whether the pictures are to be explained by marks: on the first open ever. */
  readonly firstMarks?: boolean | undefined;
  /** Document token under the cursor or chosen in the page. */
  readonly token: number | undefined;
  /** Chosen window, in loader order. Undefined where there is none. */
  readonly window: number | undefined;
  /** Address of the document the panel stays with when another editor is used. */
  readonly pinnedTo: string | undefined;
}

export type PanelDocument =
  /** Nothing to show: no text editor is open, or its document is empty. `message` says what to do. */
  | { readonly kind: "none"; readonly message: string }
  | { readonly kind: "busy"; readonly key: string; readonly name: string }
  | {
      readonly kind: "failed";
      readonly key: string;
      readonly name: string;
      readonly message: string;
    }
  | {
      readonly kind: "ready";
      /** Another for another document, though it may have the same name. */
      readonly key: string;
      readonly name: string;
      /** Another for every document and every change of its tokens. Not the editor's version. */
      readonly version: number;
      readonly tokenCount: number;
      /** UTF-16 code units. */
      readonly length: number;
      /** UTF-8 bytes. */
      readonly byteLength: number;
      /** Of a list of ids; the toy's layer can be changed. */
      readonly layer?: { readonly isToy: boolean } | undefined;
    };

export interface PanelLoader {
  readonly options: Required<LoaderOptions>;
  readonly samples: number;
  readonly batches: number;
  /** Plain sentences on what these options do to this document. */
  readonly notes: readonly LoaderNote[];
  /** Why there is no window, and what to change; undefined where all is well. */
  readonly problem: string | undefined;
}

export type PanelModel =
  /** `share` of it is made so far, from 0 to 1, once that is known. */
  | ({ readonly kind: "building"; readonly share?: number } & Pick<
      ModelInfo,
      "name" | "seed" | "order"
    >)
  | { readonly kind: "failed"; readonly message: string }
  /** The worker died that had it open. The next question about vectors opens it again. */
  | { readonly kind: "stopped"; readonly message: string; readonly info: ModelInfo | undefined }
  | {
      readonly kind: "ready";
      readonly info: ModelInfo;
      /** What computes its vectors. */
      readonly runtime: RuntimeInUse | undefined;
    };

/** The model that can be asked for vectors; undefined where there is none, or none yet. */
export function askedModel(model: PanelModel): ModelInfo | undefined {
  return model.kind === "ready" || model.kind === "stopped" ? model.info : undefined;
}

const modelInfo = loose.fields<ModelInfo>()({
  source: v.picklist(MODEL_SOURCES),
  name: v.string(),
  vocabularySize: size,
  dimensions: size,
  contextLength: size,
  layers: v.exactOptional(size),
  heads: v.exactOptional(size),
  seed: v.exactOptional(integer),
  arithmetic: v.exactOptional(v.picklist(ARITHMETICS)),
  order: v.exactOptional(v.picklist(DRAW_ORDERS)),
  qkvBias: v.exactOptional(v.boolean()),
  isPublishedGpt2: v.exactOptional(v.boolean()),
  tables: v.exactOptional(
    loose.fields<NonNullable<ModelInfo["tables"]>>()({
      path: v.string(),
      token: v.string(),
      position: v.string(),
      tokenFile: v.exactOptional(v.string()),
      positionFile: v.exactOptional(v.string()),
    }),
  ),
  fileGpt: v.exactOptional(
    loose.fields<FileGpt>()({
      family: v.picklist(GPT_FAMILIES),
      prefix: v.string(),
      head: v.exactOptional(v.string()),
      isTurned: v.boolean(),
      activation: v.picklist(ACTIVATIONS),
      files: v.exactOptional(list(v.string())),
    }),
  ),
});

const notePart = loose.fields<NotePart>()({
  text: v.string(),
  lost: v.exactOptional(loose.fields<LostTokens>()({ kind: v.picklist(LOST_KINDS), from: index })),
});

const loader = loose.fields<PanelLoader>()({
  options: loaderToShow,
  samples: index,
  batches: index,
  notes: list(list(notePart)),
  problem: v.optional(v.string()),
});

const panelDocument = loose.variants<PanelDocument>()("kind", {
  none: { message: v.string() },
  busy: { key: v.string(), name: v.string() },
  failed: { key: v.string(), name: v.string(), message: v.string() },
  ready: {
    key: v.string(),
    name: v.string(),
    version: index,
    tokenCount: index,
    length: index,
    byteLength: index,
    layer: v.optional(loose.fields<{ readonly isToy: boolean }>()({ isToy: v.boolean() })),
  },
});

const panelModel = loose.variants<PanelModel>()("kind", {
  building: {
    name: v.string(),
    seed: v.exactOptional(integer),
    order: v.exactOptional(v.picklist(DRAW_ORDERS)),
    share: v.exactOptional(v.number()),
  },
  failed: { message: v.string() },
  stopped: { message: v.string(), info: v.optional(modelInfo) },
  ready: {
    info: modelInfo,
    runtime: v.optional(
      loose.fields<RuntimeInUse>()({
        kind: v.picklist(["native", "wasm"]),
        reason: v.optional(v.string()),
      }),
    ),
  },
});

const panelState = loose.fields<PanelState>()({
  document: panelDocument,
  loader,
  model: panelModel,
  positions: v.optional(
    loose.fields<PositionsName>()({
      source: v.picklist(["model", "gpt2"]),
      name: v.string(),
      contextLength: size,
      dimensions: size,
    }),
  ),
  hasGpt2Positions: v.optional(v.boolean()),
  modelNote: v.optional(v.string()),
  firstMarks: v.optional(v.boolean()),
  idNotice: v.optional(v.string()),
  token: v.optional(index),
  window: v.optional(index),
  pinnedTo: v.optional(v.string()),
});

/** Whether what the host sends fits what the page shows. */
export const pageChecks = callChecks<PanelPage>()({ show: [panelState] });
