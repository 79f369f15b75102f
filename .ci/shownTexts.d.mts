export const SHOWN_TEXTS: readonly { readonly selector: string; readonly message: string }[];
/** Errors that no user reads, as a part of a regular expression. */
export declare const UNSEEN: string;
