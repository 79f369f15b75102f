import type { TokenSlice } from "../values/tokens";
import { pageChecks, type PanelState } from "./panelState";

/** Tokens that the page asks for at a time, from a multiple of it on: two views of one place share them. */
export const TOKEN_PAGE = 512;

/** What stands in the page itself, so that it can be drawn before anything was asked for. */
export interface FirstSight {
  readonly state: PanelState;
  /** Answers to what the page is going to ask at once. */
  readonly answers: readonly FirstAnswer[];
}

export type FirstAnswer =
  | {
      readonly method: "tokens";
      readonly args: readonly [version: number, from: number, to: number];
      readonly answer: TokenSlice;
    }
  | {
      readonly method: "vectors";
      readonly args: readonly [version: number, from: number, to: number];
      readonly answer: Float32Array<ArrayBuffer>;
    }
  | {
      readonly method: "positionVectors";
      readonly args: readonly [length: number];
      readonly answer: Float32Array<ArrayBuffer>;
    };

const KINDS = { Float32Array, Uint32Array, Uint8Array } as const;
type Kind = keyof typeof KINDS;

/** As JSON; of typed arrays each byte is a code unit of a text. */
export function writeFirstSight(first: FirstSight): string {
  return JSON.stringify(first, (_, value: unknown) => {
    const kind = (Object.keys(KINDS) as Kind[]).find((each) => value instanceof KINDS[each]);
    return kind === undefined ? value : { kind, bytes: textOf(value as ArrayBufferView) };
  });
}

/** @returns undefined where the text is not what was written, but of another version */
export function readFirstSight(text: string): FirstSight | undefined {
  try {
    const read = JSON.parse(text, (_, value: unknown) => arrayOf(value) ?? value) as FirstSight;
    return pageChecks.show([read.state]) && Array.isArray(read.answers) ? read : undefined;
  } catch {
    return undefined;
  }
}

function textOf({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  let units = "";
  for (const byte of new Uint8Array(buffer, byteOffset, byteLength)) {
    units += String.fromCharCode(byte);
  }
  return units;
}

function arrayOf(value: unknown): ArrayBufferView | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { kind, bytes } = value as Record<string, unknown>;
  if (typeof bytes !== "string" || typeof kind !== "string" || !(kind in KINDS)) return undefined;
  const each = Uint8Array.from({ length: bytes.length }, (_, at) => bytes.charCodeAt(at));
  return new KINDS[kind as Kind](each.buffer);
}
