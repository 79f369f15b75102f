import * as l10n from "../../shared/base/l10n";
import { messageOf } from "../../shared/base/rpc";
import type { RuntimeChoice, RuntimeInUse } from "../../shared/base/runtimes";
import type { Runtime } from "./runtime";

/** What there is to choose from. Each is loaded when it is asked for, and may fail then. */
export interface Runtimes {
  /** @throws {Error} with a sentence that says why there is no binary, or none that can be loaded */
  native(): Promise<Runtime>;
  /** @throws {Error} with a sentence that says why WebAssembly does not run */
  wasm(): Promise<Runtime>;
}

/**
 * The runtime that a person asks for, loaded when the first graph is opened.
 * @param tell called once with what answers from then on
 * @param why the choice is not the person's own
 */
export function chosenRuntime(
  choice: RuntimeChoice,
  runtimes: Runtimes,
  tell: (inUse: RuntimeInUse) => void,
  why?: string,
): Runtime {
  const loaded = async (): Promise<Runtime> => {
    const { runtime, inUse } = await load(choice, runtimes, why);
    tell(inUse);
    known = runtime;
    return runtime;
  };
  let known: Runtime | undefined;
  let loading: Promise<Runtime> | undefined;
  return {
    open: async (graph) => (await (loading ??= loaded())).open(graph),
    sharesTables: () => known?.sharesTables?.() === true,
  };
}

async function load(
  choice: RuntimeChoice,
  runtimes: Runtimes,
  why: string | undefined,
): Promise<{ readonly runtime: Runtime; readonly inUse: RuntimeInUse }> {
  let reason = why;
  if (choice !== "wasm") {
    try {
      const runtime = await runtimes.native();
      return { runtime, inUse: { kind: "native", reason: undefined } };
    } catch (error) {
      reason = messageOf(error);
    }
  }
  if (choice === "native") {
    throw new Error(
      l10n.t(
        "There are no vectors, but tokens and windows work. {0} Set tokenscope.runtime to “auto” or “wasm”, which computes them by WebAssembly, or install Tokenscope's package for this platform.",
        reason ?? "",
      ),
    );
  }
  try {
    return { runtime: await runtimes.wasm(), inUse: { kind: "wasm", reason } };
  } catch (error) {
    const reasons = [reason, messageOf(error)].filter((each) => each !== undefined).join(" ");
    throw new Error(l10n.t("There are no vectors, but tokens and windows work. {0}", reasons), {
      cause: error,
    });
  }
}
