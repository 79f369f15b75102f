import * as l10n from "../../src/shared/base/l10n";
import { asRead, tokenLabel, visible } from "../../src/shared/base/tokenLabel";
import type { TokenLabel } from "../../src/shared/base/tokenLabel";
import type { TokenSlice } from "../../src/shared/values/tokens";
import { formatCount } from "../../src/shared/base/numbers";
import { spokenText } from "../base/spokenText";

/** One token as the panes show it. */
export interface TokenView extends TokenLabel {
  /** Document index. */
  readonly index: number;
  readonly id: number;
  /** The token's text between quotes, spaces as they are: `' G'`. */
  readonly quoted: string;
  /** The token's text for the ear: white space by its names. */
  readonly spoken: string;
  /** UTF-16 code units `[start, end)` of the document. */
  readonly start: number;
  readonly end: number;
}

/** Colours that tokens take in turn. */
export const TOKEN_COLOURS = 6;

const views = new WeakMap<TokenSlice, Map<number, TokenView>>();

/** Token `index` of the document, which the slice holds. */
export function tokenView(slice: TokenSlice, index: number): TokenView {
  let known = views.get(slice);
  if (known === undefined) views.set(slice, (known = new Map<number, TokenView>()));
  let view = known.get(index);
  if (view === undefined) known.set(index, (view = viewOf(slice, index)));
  return view;
}

function viewOf(slice: TokenSlice, index: number): TokenView {
  const i = index - slice.first;
  const base = slice.starts[0] ?? 0;
  const [start, end] = [slice.starts[i] ?? 0, slice.ends[i] ?? 0];
  const text = slice.text.slice(start - base, end - base);
  const bytes = slice.bytes.subarray(slice.byteStarts[i] ?? 0, slice.byteStarts[i + 1] ?? 0);
  const label = tokenLabel(text, bytes, slice.part[i] ?? 0, slice.parts[i] ?? 0);
  const read = asRead(text, bytes);
  const id = slice.ids[i] ?? 0;
  return { ...label, index, id, start, end, quoted: quote(read), spoken: spokenText(read) };
}

/** Text between quotes: spaces stay spaces, what cannot be seen becomes a sign. */
function quote(text: string): string {
  return `'${text.split(" ").map(visible).join(" ")}'`;
}

/** A cell for the ear: "space G, id 402, token 6". */
export function spokenCell({ index, id, spoken: text, part }: TokenView): string {
  const place = formatCount(index);
  if (part === "") return l10n.t("{0}, id {1}, token {2}", text, id, place);
  const [share = "", parts = ""] = part.split("/");
  return l10n.t("{0}, part {1} of {2}, id {3}, token {4}", text, share, parts, id, place);
}

/** All that is known of a token, for a tooltip. */
export function describe({ index, id, quoted, part, hex }: TokenView): string {
  const [share = "", parts = ""] = part.split("/");
  return [
    part === "" ? quoted : l10n.t("{0} · part {1} of {2}", quoted, share, parts),
    l10n.t("id {0} · token {1}", id, formatCount(index)),
    l10n.t("bytes {0}", hex),
  ].join("\n");
}
