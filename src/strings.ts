import { l10n as editor } from "vscode";
import { useStrings } from "./shared/base/strings";

// Imported before everything else, so that no text is made before its language is known. VS Code has
// read the bundle by then; in English there is none.
useStrings(editor.bundle);
