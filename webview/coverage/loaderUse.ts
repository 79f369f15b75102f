import { tokenUseOf } from "../../src/windows/lostTokens";
import { sameCut } from "../../src/windows/loaderWindows";
import type { TokenUse } from "../../src/windows/tokenUse";
import type { OrderedLoader } from "../feeds/orderedLoader";

let last: { readonly loader: OrderedLoader; readonly use: TokenUse } | undefined;

/** How a loader's windows use tokens; the same object while they are the same windows. */
export function loaderUse(loader: OrderedLoader): TokenUse {
  const isSame =
    last !== undefined &&
    sameCut(last.loader, loader) &&
    last.loader.samples === loader.samples &&
    last.loader.batches === loader.batches;
  if (last === undefined || !isSame) last = { loader, use: tokenUseOf(loader) };
  return last.use;
}
