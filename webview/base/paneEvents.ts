import type { OpenedKind, PanelChoice } from "../../src/shared/protocol/panel";
import type { LostTokens } from "../../src/shared/values/lostTokens";
import type { Pane } from "../../src/shared/values/panes";
import type { LoaderOptions } from "../../src/shared/values/windows";

/** What the panes tell the page: all bubble through the shadow roots. */
export const TO_THE_PAGE: EventInit = { bubbles: true, composed: true };

/** A token or a window was chosen; with `reveal` the editor is to show it. */
export class ChooseEvent extends Event {
  static readonly type = "tokenscope-choose";
  constructor(
    readonly choice: PanelChoice,
    readonly reveal: boolean,
  ) {
    super(ChooseEvent.type, TO_THE_PAGE);
  }
}

/** The crosshair moved to a row of the window and a dimension. */
export class PointEvent extends Event {
  static readonly type = "tokenscope-point";
  constructor(
    readonly row: number,
    readonly dimension: number,
    /** Whether the row's token becomes the chosen one, or is only looked at. */
    readonly chosen: boolean,
  ) {
    super(PointEvent.type, TO_THE_PAGE);
  }
}

/** The controls ask for another loader. */
export class LoaderEvent extends Event {
  static readonly type = "tokenscope-loader";
  constructor(readonly options: Required<LoaderOptions>) {
    super(LoaderEvent.type, TO_THE_PAGE);
  }
}

/** The next of some lost tokens is to be chosen, behind the chosen one. */
export class LostEvent extends Event {
  static readonly type = "tokenscope-lost";
  constructor(readonly lost: LostTokens) {
    super(LostEvent.type, TO_THE_PAGE);
  }
}

/** The model is to be another. */
export class ChooseModelEvent extends Event {
  static readonly type = "tokenscope-choose-model";
  constructor() {
    super(ChooseModelEvent.type, TO_THE_PAGE);
  }
}

/** A batch is to be copied as lines for a notebook. */
export class CopyBatchEvent extends Event {
  static readonly type = "tokenscope-copy-batch";
  constructor(readonly batch: number) {
    super(CopyBatchEvent.type, TO_THE_PAGE);
  }
}

/** The toy layer is to have another size. */
export class ChangeLayerEvent extends Event {
  static readonly type = "tokenscope-change-layer";
  constructor() {
    super(ChangeLayerEvent.type, TO_THE_PAGE);
  }
}

/** A person wants something to look at. */
export class OpenDocumentEvent extends Event {
  static readonly type = "tokenscope-open-document";
  constructor(readonly kind: OpenedKind) {
    super(OpenDocumentEvent.type, TO_THE_PAGE);
  }
}

/** The page of help on a part of the panel is to be shown. */
export class HelpEvent extends Event {
  static readonly type = "tokenscope-help";
  constructor(readonly pane: Pane) {
    super(HelpEvent.type, TO_THE_PAGE);
  }
}

/** The model that was stopped is to be opened again. */
export class OpenModelEvent extends Event {
  static readonly type = "tokenscope-open-model";
  constructor() {
    super(OpenModelEvent.type, TO_THE_PAGE);
  }
}

/** The panel is to stay with its document, or to follow the editor. */
export class PinEvent extends Event {
  static readonly type = "tokenscope-pin";
  constructor(readonly isPinned: boolean) {
    super(PinEvent.type, TO_THE_PAGE);
  }
}

/** The marks of the first open are on the screen. */
export class FirstMarksEvent extends Event {
  static readonly type = "tokenscope-first-marks";
  constructor() {
    super(FirstMarksEvent.type, TO_THE_PAGE);
  }
}

declare global {
  interface HTMLElementEventMap {
    [ChooseEvent.type]: ChooseEvent;
    [PointEvent.type]: PointEvent;
    [LoaderEvent.type]: LoaderEvent;
    [LostEvent.type]: LostEvent;
    [ChooseModelEvent.type]: ChooseModelEvent;
    [CopyBatchEvent.type]: CopyBatchEvent;
    [ChangeLayerEvent.type]: ChangeLayerEvent;
    [OpenDocumentEvent.type]: OpenDocumentEvent;
    [HelpEvent.type]: HelpEvent;
    [OpenModelEvent.type]: OpenModelEvent;
    [PinEvent.type]: PinEvent;
    [FirstMarksEvent.type]: FirstMarksEvent;
  }
}
