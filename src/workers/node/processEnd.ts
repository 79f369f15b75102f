import * as l10n from "../../shared/base/l10n";

/** Codes from here on are exceptions of Windows, e.g. 0xC0000005, an access violation. */
const FIRST_EXCEPTION = 0x80000000;
/** Signals that ask a process to end. */
const TOLD: ReadonlySet<string> = new Set(["SIGHUP", "SIGINT", "SIGTERM"]);

/**
 * Why a process ended, as it goes on after "It stopped:".
 * @param code of its exit, where no signal ended it
 */
export function processEnd(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal === "SIGKILL") {
    return l10n.t("it was killed ({0}), perhaps by the system because memory is short", signal);
  }
  if (signal === "SIGBUS") {
    return l10n.t("it crashed ({0}), perhaps because a file in use was cut short", signal);
  }
  if (signal !== null) {
    return TOLD.has(signal)
      ? l10n.t("it was told to end ({0})", signal)
      : l10n.t("it crashed ({0})", signal);
  }
  if (code === null) return l10n.t("for an unknown reason");
  return code >= FIRST_EXCEPTION
    ? l10n.t("it crashed ({0})", `0x${code.toString(16).toUpperCase()}`)
    : l10n.t("exit code {0}", code);
}

/**
 * The environment of a process that is Node, whatever the editor is, and listens to nobody: without
 * what an editor, a debugger or a test has put there for processes of their own. ONNX Runtime's
 * binaries for Linux and macOS send usage data to Microsoft from 1.29 on; they look here, and nowhere
 * else, for whether they may (github.com/microsoft/onnxruntime/pull/27379). On Linux glibc is told to
 * take memory in large pages where the system has them: a whole GPT asks for hundreds of megabytes for
 * each window (docs/benchmarks.md).
 */
export function processEnvironment(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(own).filter(([name]) => !/^(NODE|ELECTRON|VSCODE)_/i.test(name));
  const { GLIBC_TUNABLES: tunables } = own;
  return {
    ...Object.fromEntries(kept),
    ELECTRON_RUN_AS_NODE: "1",
    ORT_DISABLE_TELEMETRY: "1",
    GLIBC_TUNABLES: [...(tunables === undefined ? [] : [tunables]), "glibc.malloc.hugetlb=1"].join(
      ":",
    ),
  };
}
