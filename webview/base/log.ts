/** One line for a person who looks for a cause: the page has no log but the developer tools. */
export function warn(message: string): void {
  // eslint-disable-next-line no-console -- this is the page's log
  console.warn(`Tokenscope: ${message}`);
}
