import { windowsInBatches } from "../windowOrder";
import type { OrderedLoader } from "../windowOrder";

const found = new WeakMap<OrderedLoader, Uint32Array>();

/** Windows that drop_last leaves out, in text order; the same array for the same loader. */
export function leftOutOfLoader(loader: OrderedLoader): Uint32Array {
  const known = found.get(loader) ?? loader.order.samplesFrom(windowsInBatches(loader));
  found.set(loader, known);
  return known;
}
