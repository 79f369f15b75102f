import { TO_THE_PAGE } from "../base/paneEvents";
import type { CopiedCode } from "../../src/shared/values/copiedCode";
import type { HeatCell } from "../base/heatCell";
import type { Drawing } from "../drawing/drawing";
import type { Look } from "../drawing/look";
import type { NumberTable } from "./numberText";

/** A picture of the page, as it is copied from and saved. */
export interface Picture {
  /** Ends the name of its file: small letters, digits and "-". */
  readonly fileName: string;
  readonly title: string;
  /** Text alternative. */
  readonly description: string;
  /** The values that it shows, as it shows them. */
  readonly table: NumberTable;
  /** What the table is called where several have one crosshair, e.g. "token vectors". */
  readonly of?: string;
  /** Cell under the crosshair. */
  readonly at: HeatCell | undefined;
  /** What copied PyTorch lines are to make and print. */
  readonly code: CopiedCode;
  /** All of it, whatever part of it is seen. */
  readonly draw: (look: Look) => Drawing | Promise<Drawing>;
}

/** What can be done with a picture. */
export type PictureAct = "value" | "row" | "matrix" | "python" | "png" | "svg";

/** A part of the page that shows a picture. */
export interface ShowsPicture {
  /** Undefined while there is nothing to see. */
  readonly picture: Picture | undefined;
}

/** A person wants something done with a picture. */
export class PictureEvent extends Event {
  static readonly type = "tokenscope-picture";
  constructor(
    readonly act: PictureAct,
    readonly picture: Picture,
  ) {
    super(PictureEvent.type, TO_THE_PAGE);
  }
}

declare global {
  interface HTMLElementEventMap {
    [PictureEvent.type]: PictureEvent;
  }
}
