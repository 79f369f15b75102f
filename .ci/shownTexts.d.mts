export const SHOWN_TEXTS: readonly { readonly selector: string; readonly message: string }[];
