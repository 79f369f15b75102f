import * as l10n from "../../shared/base/l10n";
import { commands, Disposable, Uri, workspace } from "vscode";
import type { Focus } from "../../analysis/focus";
import type { FocusOptions } from "../../analysis/focusWindows";
import type { LastEditor } from "../../analysis/lastEditor";
import { command } from "../ui/command";
import { textColumn } from "../ui/textColumn";

/** Of documents that are read from the installed extension, and cannot be edited. */
const SCHEME = "tokenscope-sample";

export interface SampleParts {
  /** The installed file. */
  readonly file: Uri;
  readonly focus: Focus;
  readonly last: LastEditor;
  /** The loader's options as the settings have them. */
  readonly windows: () => FocusOptions;
  /** Opens the visualizer. */
  readonly showPanel: () => void;
}

/**
 * **Tokenscope: Open Sample**: a text that nobody has to save, in windows as the settings cut them
 * and not as the text before it was cut.
 */
export function openSample({ file, focus, last, windows, showPanel }: SampleParts): Disposable {
  const address = Uri.from({ scheme: SCHEME, path: `/${l10n.t("Tokenscope sample")}` });
  return Disposable.from(
    workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent: async () =>
        new TextDecoder().decode(await workspace.fs.readFile(file)),
    }),
    command("openSample", async () => {
      // As a person opens it: VS Code keeps a document for minutes that an extension has opened.
      const options = { preview: false, viewColumn: textColumn(last) };
      await commands.executeCommand("vscode.open", address, options);
      focus.setOptions(windows());
      showPanel();
    }),
  );
}
