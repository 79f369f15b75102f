import * as l10n from "../../shared/base/l10n";
import { window, type QuickPickItem } from "vscode";
import * as readers from "../../shared/base/readers";
import { tokensText } from "../../shared/base/countWords";
import { formatCount } from "../../shared/base/numbers";
import { byteLabel, bytesAt } from "../../shared/values/byteLabel";
import type { FrequentIds } from "../../shared/values/frequency";
import { say } from "../ui/command";
import type { TokenCursor, TokenPlace } from "./tokenCursor";

/** Of a list that a person reads from its top. */
const MOST_LISTED = 500;

/** A token of the list. */
interface FrequentToken {
  readonly id: number;
  /** Its places in the document. */
  readonly count: number;
}

/**
 * **Tokenscope: Most Frequent Tokens…**: a list with counts. The chosen one is shown where it stands
 * first.
 */
export async function frequentTokens(
  cursor: TokenCursor,
  rank: unknown,
): Promise<(FrequentToken & { readonly token: number }) | undefined> {
  const place = await cursor.place();
  const wanted = rank === undefined ? undefined : givenRank(rank);
  const frequent = await place.analysis.call.frequentIds(Math.max(MOST_LISTED, wanted ?? 0));
  const chosen = wanted === undefined ? await ask(place, frequent) : atRank(frequent, wanted);
  if (chosen === undefined) return undefined;
  // The document may be another while the list is open.
  const now = await cursor.place();
  const found = await now.analysis.find(
    { kind: "id", id: chosen.id },
    { token: 0, backwards: false },
  );
  if (found.kind !== "found") {
    say(l10n.t("No token with id {0} in this document.", formatCount(chosen.id)));
    return undefined;
  }
  await cursor.select(now, found.token);
  return { ...chosen, token: found.token };
}

/** What another extension or a keybinding names: 1 for the most frequent token. */
function givenRank(rank: unknown): number {
  const wanted = readers.count(rank, l10n.t("The rank"));
  if (wanted > 0) return wanted;
  throw new RangeError(l10n.t("Ranks count from 1: the most frequent token."));
}

function atRank({ ids, counts, distinct }: FrequentIds, rank: number): FrequentToken {
  const [id, count] = [ids[rank - 1], counts[rank - 1]];
  if (id === undefined || count === undefined) {
    throw new RangeError(l10n.t("This document has {0} different tokens.", formatCount(distinct)));
  }
  return { id, count };
}

async function ask(place: TokenPlace, frequent: FrequentIds): Promise<FrequentToken | undefined> {
  const { ids, counts, tokenCount, distinct } = frequent;
  const bytes = await place.analysis.bytesOf(ids);
  const items = Array.from(ids, (id, at): QuickPickItem & FrequentToken => {
    const count = counts[at] ?? 0;
    const share = `${((100 * count) / tokenCount).toFixed(1)} %`;
    return {
      id,
      count,
      label: byteLabel(bytesAt(bytes, at)),
      description:
        count === 1
          ? l10n.t("id {0} · once, {1}", id, share)
          : l10n.t("id {0} · {1} times, {2}", id, formatCount(count), share),
    };
  });
  return window.showQuickPick(items, {
    title: l10n.t("{0}, {1} different ones", tokensText(tokenCount), formatCount(distinct)),
    placeHolder: l10n.t("Choose a token to see where it stands first."),
    matchOnDescription: true,
  });
}
