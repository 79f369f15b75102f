import { text } from "node:stream/consumers";
import type { Worker } from "node:worker_threads";

export interface Heap {
  /** Living objects of the class. */
  readonly instances: number;
  /** Of everything that lives in the thread, the contents of its typed arrays as well. */
  readonly bytes: number;
}

interface Snapshot {
  readonly snapshot: { readonly meta: { node_fields: string[]; node_types: [string[]] } };
  /** `node_fields.length` numbers for each node. */
  readonly nodes: readonly number[];
  readonly strings: readonly string[];
}

/** What lives in a thread after its garbage is collected, by V8's own snapshot of its heap. */
export async function heapOf(thread: Worker, className: string): Promise<Heap> {
  const snapshot = JSON.parse(await text(await thread.getHeapSnapshot())) as Snapshot;
  const { node_fields: fields, node_types: types } = snapshot.snapshot.meta;
  const [type, name, size] = ["type", "name", "self_size"].map((field) => fields.indexOf(field));
  const object = types[0].indexOf("object");
  let [instances, bytes] = [0, 0];
  for (let node = 0; node < snapshot.nodes.length; node += fields.length) {
    const field = (at: number | undefined): number => snapshot.nodes[node + (at ?? 0)] ?? 0;
    bytes += field(size);
    if (field(type) === object && snapshot.strings[field(name)] === className) instances++;
  }
  return { instances, bytes };
}
