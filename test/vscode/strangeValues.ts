import * as vscode from "vscode";

/** A value that a caller in JavaScript may give, and what it is called in a failure. */
export interface Strange {
  readonly what: string;
  readonly value: unknown;
}

const fails = (): never => {
  throw new Error("Cannot read properties of undefined");
};

/** Wrong kinds of everything: each of them was no argument of any function, for some function. */
export function strangeValues(): Strange[] {
  const { proxy: gone, revoke } = Proxy.revocable({}, {});
  revoke();
  const { proxy: goneList, revoke: revokeList } = Proxy.revocable<unknown[]>([], {});
  revokeList();
  const cyclic: Record<string, unknown> = {};
  cyclic["self"] = cyclic;
  const detached = new Float32Array(4);
  structuredClone(detached.buffer, { transfer: [detached.buffer] });
  const values: readonly [what: string, value: unknown][] = [
    ["null", null],
    ["true", true],
    ["NaN", NaN],
    ["Infinity", Infinity],
    ["-1", -1],
    ["1.5", 1.5],
    ["2 ** 53", 2 ** 53],
    ["1e300", 1e300],
    ["5n", 5n],
    ["a symbol", Symbol("s")],
    ["an empty text", ""],
    ["a placeholder", "{0}"],
    ["a method's name", "toString"],
    ["control characters", "\0\u202e\n\u001b[31m"],
    ["a megabyte of text", "x".repeat(1e6)],
    ["a function", () => 1],
    ["an object", {}],
    ["an object without a prototype", Object.create(null)],
    ["an object that is no text", { toString: fails, valueOf: fails }],
    ["an object that refers to itself", cyclic],
    ["an array", []],
    ["an array with holes", new Array(5)],
    ["an array of arrays with holes", [new Array(5)]],
    ["an array of everything", [[1, "2", null, {}]]],
    ["a map", new Map([["encoding", "gpt2"]])],
    ["a date", new Date(0)],
    ["an error", new Error("no")],
    ["a promise", Promise.resolve(1)],
    ["a weak map", new WeakMap()],
    ["bytes", Uint8Array.of(1, 2, 3)],
    ["doubles", Float64Array.of(1, 2)],
    ["floats of another width", new Float32Array(3)],
    ["floats without memory", detached],
    ["big integers", BigInt64Array.of(1n)],
    ["a buffer", new ArrayBuffer(8)],
    ["a proxy that is over", gone],
    ["a list that is over", goneList],
    ["a proxy that throws", new Proxy({}, { get: fails, has: fails, ownKeys: fails })],
    ["a list that throws", new Proxy([[1]], { get: fails })],
    ["a uri", vscode.Uri.file("/nowhere.txt")],
    ["a range", new vscode.Range(0, 0, 0, 1)],
    ["an aborted controller", new AbortController()],
  ];
  return values.map(([what, value]) => ({ what, value }));
}

/** Objects whose one property is strange, or throws when it is read. */
export function strangeOptions(key: string, others: object = {}): Strange[] {
  const throwing = Object.defineProperty({ ...others }, key, { get: fails, enumerable: true });
  return [
    ...strangeValues().map(({ what, value }) => ({
      what: `${key}: ${what}`,
      value: { ...others, [key]: value },
    })),
    { what: `${key}: a getter that throws`, value: throwing },
  ];
}
