/** What a saved picture is written as. */
export type PictureFormat = "png" | "svg";

/** Of a saved picture's file. */
export const MOST_PICTURE_BYTES = 64 * 2 ** 20;
