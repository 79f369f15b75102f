import type { LogOutputChannel, Memento } from "vscode";
import { messageOf } from "../../shared/base/rpc";
import { KEPT_PARTS } from "../../shared/protocol/panel";
import type { KeptPart } from "../../shared/protocol/panel";

const KEY = "tokenscope.panel";

/** How a person set the page up, for the next time it is opened: as JSON, which only the page reads. */
export class KeptParts {
  /** What storage refuses is remembered until the window closes. */
  private readonly parts = new Map<KeptPart, string>();

  constructor(
    private readonly state: Memento,
    private readonly log: Pick<LogOutputChannel, "warn">,
  ) {
    const kept = state.get<unknown>(KEY);
    if (typeof kept !== "object" || kept === null) return;
    for (const part of KEPT_PARTS) {
      const text: unknown = (kept as Record<string, unknown>)[part];
      if (typeof text === "string") this.parts.set(part, text);
    }
  }

  get all(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.parts);
  }

  async keep(part: KeptPart, json: string): Promise<void> {
    this.parts.set(part, json);
    try {
      await this.state.update(KEY, this.all);
    } catch (error) {
      this.log.warn(`How the panel is set up could not be remembered. ${messageOf(error)}`);
    }
  }
}
