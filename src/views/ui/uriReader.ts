import * as l10n from "../../shared/base/l10n";
import type { Uri } from "vscode";
import type { Reader } from "../../shared/base/readers";
import { shownValue } from "../../shared/base/shown";
import { isUri } from "./command";

/** An address of VS Code. */
export const uri: Reader<Uri> = (value, name) => {
  if (isUri(value)) return value;
  throw new TypeError(l10n.t("{0} must be a Uri of VS Code, not {1}.", name, shownValue(value)));
};
