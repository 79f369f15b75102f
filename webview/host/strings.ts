import { useStrings } from "../../src/shared/base/strings";

// Imported before everything else, so that also what is made while modules load is in the language.
// Beside the element stands the bundle, as JSON, unless VS Code speaks English.
const json = document.querySelector("[data-strings]")?.getAttribute("data-strings");
if (json) useStrings(JSON.parse(json));
