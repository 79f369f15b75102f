/** The README without its own pictures: VS Code shows those with an https address alone. */
export function shippedReadme(text: string): string {
  return text
    .replace(/^<picture>\n[^]*?^<\/picture>\n+/gm, (picture) => (isOnline(picture) ? picture : ""))
    .replace(/^!\[[^\]]*\]\((?!https:)[^)]*\)\n+/gm, "");
}

/** Whether all of its addresses are such that VS Code shows them. */
function isOnline(picture: string): boolean {
  const addresses = [...picture.matchAll(/\b(?:src|srcset)="([^"]*)"/g)].map(
    ([, each = ""]) => each,
  );
  return addresses.length > 0 && addresses.every((each) => each.startsWith("https:"));
}
