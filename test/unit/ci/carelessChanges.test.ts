import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ESLint } from "eslint";
import ts from "typescript";
import tseslint from "typescript-eslint";
import { CommandError, runNode } from "../../../.ci/support/childProcess";
import { freshFolder, root } from "../../../.ci/support/folders";
import { SHOWN_TEXTS, UNSEEN, UNTYPED_EVENTS } from "../../../.ci/shownTexts.mjs";
import { SETTINGS } from "../../../src/settings/table";
import { assertSameSettings, type ManifestSettings } from "../../support/manifestSettings";
import manifest from "../../../package.json" with { type: "json" };

describe("A careless change", () => {
  it("that shows a text without l10n.t does not pass lint", async () => {
    for (const line of [
      'void window.showInformationMessage("Copied.");',
      "void window.showErrorMessage(`No ${name}.`);",
      'window.setStatusBarMessage("Saved", 5000);',
      "html`<button>Save</button>`;",
      "html`<p>${count} of all tokens</p>`;",
      'html`<span title="Next window"></span>`;',
      'html`<input placeholder="text" />`;',
      'void window.showInformationMessage(l10n.t("Copied."), "Open Settings");',
      'void window.showQuickPick(["First one", "Second one"]);',
      'void window.showQuickPick([{ label: "Open Settings" }]);',
      "void window.showQuickPick([{ label: name, description: `${count} of all tokens` }]);",
      'void window.showQuickPick([{ label: name, detail: isOld ? "An old one" : "A new one" }]);',
      'void window.showQuickPick(items, { placeHolder: "Choose one" });',
      "void window.showQuickPick(items, { title: `Tokens of ${name}` });",
      'const box = window.createQuickPick(); box.placeholder = "A text or an id";',
      'box.title = isOpen ? "Find token" : l10n.t("Go to Token");',
      'void window.showInputBox({ prompt: "A whole number" });',
      "void window.showInputBox({ validateInput: (value) => `${value} is no number` });",
      'void window.showInputBox({ validateInput: () => ({ message: "Too long" }) });',
      'void window.showInputBox({ validateInput(value) { if (value === "") return "Not empty"; } });',
      'void window.withProgress({ title: "Fetching weights", location }, run);',
      'item.tooltip = "Counting the tokens";',
    ]) {
      assert.match(await lintOf(line), /goes through l10n\.t/, line);
    }
    for (const line of [
      'void window.showInformationMessage(l10n.t("Copied."));',
      'html`<button title=${l10n.t("Save it")}>${l10n.t("Save")}</button>`;',
      "html`<b>wte[ids]</b> <b>Embedding(${rows})</b><h1>Tokenscope</h1>`;",
      'void window.showQuickPick([{ label: `${name} = ${value}`, description: l10n.t("Seed") }]);',
      'void window.showInputBox({ title: "max_length", prompt: l10n.t("A whole number") });',
      'void window.showInputBox({ validateInput: (value) => problemOf(value, "max_length") });',
      'box.title = "Tokenscope";',
    ]) {
      assert.equal(await lintOf(line), "", line);
    }
  });

  it("that throws a sentence without l10n.t does not pass lint, but for an error that no person reads", async () => {
    for (const line of [
      'throw new Error("The file is damaged.");',
      "throw new RangeError(`No row ${row} of this table.`);",
      'throw new FileProblem(isOpen ? "It was open." : "It was closed.");',
      'reject(new DOMException("Another one was chosen.", "AbortError"));',
    ]) {
      assert.match(await lintOf(line), /its sentence from l10n\.t/, line);
    }
    for (const line of [
      'throw new Error(l10n.t("The file is damaged."), { cause: "Not shown" });',
      "throw new Error(`${problem} ${remedy}`);",
      "throw new RangeError(problem);",
      'throw new InvariantError("Two tables are copied.");',
      'throw new ToolError("Give a path in the workspace.");',
    ]) {
      assert.equal(await lintOf(line), "", line);
    }
  });

  it("that makes another kind of error that no person reads has to say so where the rule stands", () => {
    const all = ["src", "webview"].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".ts"))
        .map((name) => readFileSync(join(root, folder, name), "utf8")),
    );
    for (const name of UNSEEN.split("|")) {
      const declared = all.filter((text) => text.includes(`export class ${name} extends Error`));
      assert.equal(declared.length, 1, name);
      // Few enough to be looked at one by one: whatever a person can bring about is none of them.
      const uses = all.flatMap((text) => text.match(new RegExp(`new ${name}\\(`, "g")) ?? []);
      assert.ok(uses.length > 0 && uses.length <= 25, `${uses.length} of ${name}`);
    }
  });

  it("that hears an event of the page's own by its name does not pass lint", async () => {
    for (const line of [
      "html`<token-pane @choose-token=${choose}></token-pane>`;",
      "html`<token-pane\n  .finder=${finder}\n  @leave=${leave}\n></token-pane>`;",
    ]) {
      assert.match(await lintOf(line), /heard by their class/, line);
    }
    for (const line of [
      "html`<button @click=${press} @pointermove=${move}></button>`;",
      "html`<token-pane ${on(LeaveEvent, leave)} .mail=${`@leave=`}></token-pane>`;",
    ]) {
      assert.equal(await lintOf(line), "", line);
    }
  });

  it("that sends what the other side does not check does not compile", () => {
    const head = `
      import { join, type Channel, type Checks, type Remote } from "./shared/base/rpc";
      import type { PanelPage } from "./shared/protocol/panelState";
      import { hostChecks, type PanelHost } from "./shared/protocol/panel";
      declare const channel: Channel;
      declare const host: Remote<PanelHost>;
      interface Host extends PanelHost { careless(token: number): void }
      interface Page extends PanelPage { careless(token: number): void }
      declare const page: Page;
    `;
    const [right, host, shown, called] = compiled([
      `${head} export const all: Checks<PanelHost> = hostChecks; void host.ready();`,
      `${head} export const all: Checks<Host> = hostChecks;`,
      `${head} join<PanelHost, Page>(channel, { mine: page, checks: { show: () => true } });`,
      `${head} void host.careless(1);`,
    ]);
    assert.equal(right, "");
    assert.match(host ?? "", /'careless' is missing/);
    assert.match(shown ?? "", /'careless' is missing/);
    assert.match(called ?? "", /'careless' does not exist/);
  });

  it("that reads a setting which the manifest lacks, or the other way round, is found", () => {
    const groups = manifest.contributes.configuration.map(({ properties }) => properties);
    const settings = Object.assign({}, ...groups) as ManifestSettings;
    const [one, ...others] = Object.entries(SETTINGS);
    assert.ok(one !== undefined);
    assertSameSettings(settings, SETTINGS);
    assert.throws(() => {
      assertSameSettings(settings, { ...SETTINGS, careless: one[1] });
    }, /tokenscope\.careless/);
    assert.throws(
      () => {
        assertSameSettings(settings, Object.fromEntries(others));
      },
      new RegExp(`tokenscope\\.${one[0]}`),
    );
  });

  it("that leaves a file which nobody uses does not pass lint", async () => {
    assert.match(manifest.scripts.lint, /&& knip$/);
    const { config } = ts.parseConfigFileTextToJson(
      "knip.jsonc",
      readFileSync(join(root, "knip.jsonc"), "utf8"),
    ) as { config: { entry: string[]; project: string[] } };
    const folder = freshFolder("careless");
    mkdirSync(join(folder, "src"));
    const write = (name: string, text: string): void => {
      writeFileSync(join(folder, name), text);
    };
    write("package.json", '{ "name": "careless", "type": "module" }');
    write("knip.json", JSON.stringify({ entry: config.entry, project: config.project }));
    write("src/api.ts", 'import { used } from "./used";\nused();\n');
    write("src/used.ts", "export function used(): void {}\nexport const unused = 1;\n");
    const knip = join(root, "node_modules/knip/bin/knip.js");
    const found = async (): Promise<string> => {
      try {
        return await runNode([knip, "--directory", folder, "--no-config-hints"], { cwd: folder });
      } catch (error) {
        if (error instanceof CommandError) return error.output;
        throw error;
      }
    };
    write("src/careless.ts", "export const careless = 1;\n");
    const told = await found();
    assert.match(told, /Unused files \(1\)\s+src\/careless\.ts/);
    assert.match(told, /Unused exports \(1\)\s+unused/);
  });
});

const linter = new ESLint({
  cwd: root,
  overrideConfigFile: true,
  overrideConfig: [
    {
      files: ["**/*.ts"],
      languageOptions: { parser: tseslint.parser },
      rules: { "no-restricted-syntax": ["error", ...SHOWN_TEXTS, ...UNTYPED_EVENTS] },
    },
  ],
});

async function lintOf(line: string): Promise<string> {
  const [result] = await linter.lintText(line, { filePath: join(root, "src/careless.ts") });
  return result!.messages.map(({ message }) => message).join("\n");
}

/** What the compiler says of files that would lie in `src`, each alone. */
function compiled(texts: readonly string[]): string[] {
  const path = join(root, "src/tsconfig.json");
  const read = ts.readConfigFile(path, (file) => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent(read.config, ts.sys, join(root, "src"));
  // Each text leaves out some of what all begin with.
  const relaxed = { ...options, noUnusedLocals: false };
  const host = ts.createCompilerHost(relaxed);
  const files = new Map(
    texts.map((text, at) => [join(root, `src/careless${at}.ts`).replaceAll("\\", "/"), text]),
  );
  const whole = ts.createCompilerHost(relaxed);
  host.fileExists = (file) => files.has(file) || whole.fileExists(file);
  host.getSourceFile = (file, ...rest) => {
    const text = files.get(file);
    return text === undefined
      ? whole.getSourceFile(file, ...rest)
      : ts.createSourceFile(file, text, ts.ScriptTarget.ES2023);
  };
  const program = ts.createProgram([...files.keys()], relaxed, host);
  return [...files.keys()].map((file) =>
    program
      .getSemanticDiagnostics(program.getSourceFile(file))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))
      .join("\n"),
  );
}
