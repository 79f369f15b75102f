import { messageOf } from "../shared/base/rpc";
import { foreign } from "../shared/base/shown";
import * as l10n from "../shared/base/l10n";
import { buildCommand } from "./buildCommand";
import { checkCommand } from "./checkCommand";
import type { CliEnvironment } from "./cliEnvironment";
import { countCommand } from "./countCommand";
import { encodeCommand } from "./encodeCommand";
import { EXIT, UsageError } from "./exitCodes";
import { COMMANDS, help, helpOf, type CommandName } from "./help";
import { Terminal } from "./terminal";
import { windowsCommand } from "./windowsCommand";

declare const CLI_VERSION: string;

const RUN: Readonly<
  Record<CommandName, (args: readonly string[], world: CliEnvironment) => Promise<number>>
> = {
  count: countCommand,
  encode: encodeCommand,
  windows: windowsCommand,
  build: buildCommand,
  check: checkCommand,
};

async function main(): Promise<number> {
  const terminal = new Terminal(process.stdout, process.stderr);
  // Whoever reads may stop before the end, as `head` does.
  process.stdout.on("error", () => process.exit(EXIT.done));
  const [name = "--help", ...args] = process.argv.slice(2);
  if (["--help", "-h", "help"].includes(name)) {
    await terminal.print(`${help()}\n`);
    return EXIT.done;
  }
  if (name === "--version" || name === "-v") {
    await terminal.print(`${CLI_VERSION}\n`);
    return EXIT.done;
  }
  const command = COMMANDS.find((each) => each === name);
  if (command === undefined) {
    terminal.tell(
      l10n.t(
        'There is no command "{0}". Use one of {1}; tokenscope --help tells more.',
        foreign(name),
        COMMANDS.join(", "),
      ),
    );
    return EXIT.usage;
  }
  if (args.includes("--help") || args.includes("-h")) {
    await terminal.print(`${helpOf(command)}\n`);
    return EXIT.done;
  }
  const interruption = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      interruption.abort();
    });
  }
  try {
    return await RUN[command](args, { folder: __dirname, terminal, signal: interruption.signal });
  } catch (error) {
    if (interruption.signal.aborted) {
      terminal.tell(l10n.t("Interrupted. Nothing is written."));
      return EXIT.interrupted;
    }
    if (error instanceof UsageError) {
      terminal.tell(l10n.t("{0} tokenscope {1} --help tells more.", error.message, command));
      return EXIT.usage;
    }
    terminal.tell(messageOf(error));
    return EXIT.failed;
  }
}

void main().then((code) => {
  process.exitCode = code;
});
