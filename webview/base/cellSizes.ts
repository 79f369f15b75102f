/** A row of tokens, with the space to the next. CSS pixels. */
export const TOKEN_ROW = 32;
/** A line of a window. CSS pixels. */
const WINDOW_LINE = 30;
/** A window: a line of inputs, a line of targets, and the space to the next. CSS pixels. */
export const WINDOW_PAIR = 2 * WINDOW_LINE + 4;
/** The line of positions above the windows. CSS pixels. */
export const POSITION_LINE = 16;
