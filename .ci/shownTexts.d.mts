interface Refused {
  readonly selector: string;
  readonly message: string;
}
export const SHOWN_TEXTS: readonly Refused[];
export const UNTYPED_EVENTS: readonly Refused[];
/** Errors that no user reads, as a part of a regular expression. */
export declare const UNSEEN: string;
