import { windowsInBatches } from "../../src/windows/loaderWindows";
import type { OrderedLoader } from "../feeds/orderedLoader";

const found = new WeakMap<OrderedLoader, Uint32Array>();

/** Windows that drop_last leaves out, in text order; the same array for the same loader. */
export function leftOutOfLoader(loader: OrderedLoader): Uint32Array {
  const known = found.get(loader) ?? loader.order.samplesFrom(windowsInBatches(loader));
  found.set(loader, known);
  return known;
}
