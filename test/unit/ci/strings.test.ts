import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { findStrings } from "../../../.ci/findStrings";
import { BUNDLE_FILE, makeBundle } from "../../../.ci/stringBundle";

const IMPORT = 'import * as l10n from "../shared/l10n";\n';

function check(code: string, expected: { texts?: string[]; problems?: RegExp[] }): void {
  const { texts, problems } = findStrings("a.ts", IMPORT + code);
  assert.deepEqual(texts, expected.texts ?? []);
  assert.equal(problems.length, expected.problems?.length ?? 0, problems.join("\n"));
  expected.problems?.forEach((pattern, at) => assert.match(problems[at]!, pattern));
}

describe("The strings", () => {
  it("of all code are in the bundle; `npm run strings` writes it", () => {
    const { json, problems } = makeBundle();
    assert.deepEqual(problems, []);
    assert.equal(readFileSync(BUNDLE_FILE, "utf8").replaceAll("\r\n", "\n"), json);
  });

  it("are found wherever they stand, each as it is written", () => {
    check('const a = [l10n.t("One."), () => f(l10n.t("“{0}” and \\"{1}\\"", x, l10n.t("two")))];', {
      texts: ["One.", '“{0}” and "{1}"', "two"],
    });
    check('html`<p title=${l10n.t("In a template")}></p>`;', { texts: ["In a template"] });
    check('other.t("no"); t("no"); "l10n.t(no)";', {});
  });

  it("have to be literal", () => {
    const literal = /^a\.ts:2: the first argument of l10n\.t has to be one string/;
    check("l10n.t(`template`);", { problems: [literal] });
    check("l10n.t(`template ${x}`);", { problems: [literal] });
    check("l10n.t(text, 1);", { problems: [literal] });
    check('l10n.t("a" + "b");', { problems: [literal] });
    check('l10n.t(n === 1 ? "{0} token" : "{0} tokens", n);', { problems: [literal] });
    check("l10n.t();", { problems: [literal] });
    check("l10n.t`text ${x}`;", { problems: [/^a\.ts:2: .* not a template/] });
  });

  it("have a placeholder for each value", () => {
    check('l10n.t("{1} of {0}, {1}", a, b);', { texts: ["{1} of {0}, {1}"] });
    check('l10n.t("{0} of {1}", a);', {
      texts: ["{0} of {1}"],
      problems: [/^a\.ts:2: "\{0\} of \{1\}" has \{0\} \{1\} for 1 values$/],
    });
    check('\nl10n.t("Nothing", a);', {
      texts: ["Nothing"],
      problems: [/^a\.ts:3: "Nothing" has no placeholder for 1 values$/],
    });
    check('l10n.t("{0}");', { texts: ["{0}"], problems: [/for 0 values/] });
    check('l10n.t("{2}", a);', { texts: ["{2}"], problems: [/has \{2\} for 1 values/] });
    check('l10n.t("{0}", ...all);', { texts: ["{0}"], problems: [/one by one/] });
    check('l10n.t("{name}", { name });', { texts: ["{name}"], problems: [/one by one/] });
  });

  it("come from one library under one name", () => {
    for (const line of [
      'import * as l10n from "@vscode/l10n";',
      'import { t } from "../shared/l10n";',
      'import * as words from "./l10n";',
      'import { l10n } from "vscode";',
    ]) {
      const { problems } = findStrings("a.ts", line);
      assert.match(
        problems.join(),
        /^a\.ts:1: write: import \* as l10n from "…\/shared\/l10n"$/,
        line,
      );
    }
    assert.deepEqual(findStrings("a.ts", 'import { l10n as editor } from "vscode";').problems, []);
  });
});
