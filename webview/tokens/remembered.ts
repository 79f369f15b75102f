import * as v from "valibot";
import { vscodeApi } from "../vscodeApi";

const schema = v.object({ tokens: v.object({ shaded: v.boolean() }) });

/** Whether cells were shaded by frequency when the panel was hidden behind another tab. */
export function recallShaded(): boolean {
  const state: unknown = vscodeApi().getState();
  return v.is(schema, state) && state.tokens.shaded;
}

export function rememberShaded(shaded: boolean): void {
  const state: unknown = vscodeApi().getState();
  const others = typeof state === "object" ? state : {};
  vscodeApi().setState({ ...others, tokens: { shaded } });
}
