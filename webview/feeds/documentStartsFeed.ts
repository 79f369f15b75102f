import type { Remote } from "../../src/shared/base/rpc";
import type { PanelHost } from "../../src/shared/protocol/panel";
import { Feed } from "./feed";

/** First tokens of other documents in the text, of the newest version that somebody looks at. */
export type DocumentStartsFeed = Feed<number, Uint32Array>;

export function documentStartsFeed(host: () => Remote<PanelHost>): DocumentStartsFeed {
  // A long text is looked through at each edit, so no queue may build up.
  return new Feed(async (version) => (await host().documentStarts(version))?.places, true);
}
