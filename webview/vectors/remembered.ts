import * as v from "valibot";
import type { NearestTo } from "../../src/shared/vectorAnswers";
import { vscodeApi } from "../vscodeApi";
import type { Detail } from "./inspector";

/** What stays when the panel was hidden behind another tab. */
interface Remembered {
  readonly open: Detail | undefined;
  readonly to: NearestTo;
}

const schema = v.object({
  details: v.object({
    open: v.optional(v.picklist(["nearest", "sameToken", "oneHot"])),
    to: v.picklist(["token", "input"]),
  }),
});

export function recall(): Remembered {
  const state: unknown = vscodeApi().getState();
  if (!v.is(schema, state)) return { open: undefined, to: "token" };
  return { open: state.details.open, to: state.details.to };
}

export function remember(details: Remembered): void {
  const state: unknown = vscodeApi().getState();
  const others = typeof state === "object" ? state : {};
  vscodeApi().setState({ ...others, details });
}
