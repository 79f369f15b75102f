import { lastLeftOut } from "../../src/shared/leftOut";
import type { PanelLoader } from "../../src/shared/panel";
import { windowsInBatches } from "../windowOrder";

const found = new WeakMap<PanelLoader, Uint32Array<ArrayBuffer>>();

/** Windows that drop_last leaves out, in text order; the same array for the same loader. */
export function leftOutOfLoader(loader: PanelLoader): Uint32Array<ArrayBuffer> {
  const known = found.get(loader) ?? lastLeftOut(loader.samples, windowsInBatches(loader));
  found.set(loader, known);
  return known;
}
