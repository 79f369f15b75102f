import { EventEmitter, TabInputText, window, workspace, type Disposable, type Uri } from "vscode";

/** Code units, and so at least as many bytes, beyond which VS Code keeps a text to itself. */
const MOST_UNITS = 50 * 2 ** 20;

/**
 * The file in the active tab, when it is too large for VS Code to hand to extensions. There is no
 * document then, nor an editor, nor an event: the tab alone tells of it.
 */
export class WithheldFile implements Disposable {
  uri: Uri | undefined;

  private readonly changed = new EventEmitter<void>();
  /** `uri` is another. */
  readonly onDidChange = this.changed.event;
  private readonly listeners: Disposable[];

  constructor() {
    const look = (): void => {
      void this.look();
    };
    this.listeners = [
      window.tabGroups.onDidChangeTabs(look),
      window.tabGroups.onDidChangeTabGroups(look),
      window.onDidChangeActiveTextEditor(look),
    ];
    look();
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    this.changed.dispose();
  }

  private async look(): Promise<void> {
    const uri = fileWithoutEditor();
    const withheld = uri !== undefined && (await sizeOf(uri)) > MOST_UNITS ? uri : undefined;
    // Newest wins: another tab has become active, or the editor has come, and was looked at.
    if (fileWithoutEditor()?.toString() !== uri?.toString()) return;
    if (withheld?.toString() === this.uri?.toString()) return;
    this.uri = withheld;
    this.changed.fire();
  }
}

/** The file of a text tab that is active without a text editor. */
function fileWithoutEditor(): Uri | undefined {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  if (!(input instanceof TabInputText) || input.uri.scheme !== "file") return undefined;
  const shown = window.activeTextEditor?.document.uri.toString();
  return shown === input.uri.toString() ? undefined : input.uri;
}

/** Bytes; 0 where there is no such file any more. */
async function sizeOf(uri: Uri): Promise<number> {
  try {
    return (await workspace.fs.stat(uri)).size;
  } catch {
    return 0;
  }
}
