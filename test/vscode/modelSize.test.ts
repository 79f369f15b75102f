import assert from "node:assert/strict";
import type { Memento } from "vscode";
import { ModelSize } from "../../src/views/models/modelSize";
import type { ModelChoice } from "../../src/shared/values/modelChoices";
import { Modals } from "./modals";

const VOCABULARY = 50_257;
/** [50257, D] and [1024, D] in float32 take 205,124 × D bytes. */
const seeded = (dimensions: number) => ({ source: "seeded", dimensions }) as const;

/** As VS Code keeps what an extension remembers, for as long as the test. */
function freshMemory(): Memento {
  const kept = new Map<string, unknown>();
  return {
    keys: () => [...kept.keys()],
    get: <T>(key: string, otherwise?: T) => (kept.get(key) as T | undefined) ?? otherwise,
    update: async (key, value) => {
      kept.set(key, value);
      await Promise.resolve();
    },
  };
}

describe("A seeded model's size", () => {
  const modals = new Modals(() => undefined);
  after(() => {
    modals.end();
  });
  beforeEach(() => {
    modals.asked.length = 0;
    modals.answer = () => undefined;
  });

  it("meets no objection up to 512 MiB, and is asked for beyond them", async () => {
    const size = new ModelSize(freshMemory(), () => false);
    assert.equal(size.objection(seeded(2600), VOCABULARY), undefined);
    assert.equal(await size.agrees(seeded(2600), VOCABULARY), true);
    assert.deepEqual(modals.asked, []);
    assert.match(size.objection(seeded(2700), VOCABULARY) ?? "", /takes 528\.2 MiB on disk/);
    assert.equal(await size.agrees(seeded(2700), VOCABULARY), false);
    const [{ message, detail, buttons } = assert.fail()] = modals.asked;
    assert.match(message, /^Make a model of 528\.2 MiB\?$/);
    assert.match(detail, /\[50,257, 2,700\] and \[1,024, 2,700\]/);
    assert.deepEqual(buttons, ["Make the Model"]);
  });

  it("is asked for from 64 MiB on where a workspace that nobody trusts chose the encoding", async () => {
    const size = new ModelSize(freshMemory(), () => true);
    assert.equal(size.objection(seeded(256), VOCABULARY), undefined);
    assert.match(size.objection(seeded(384), VOCABULARY) ?? "", /takes 75\.1 MiB/);
    assert.match(size.objection(seeded(256), 200_019) ?? "", /\[200,019, 256\].* takes 196\.3 MiB/);
  });

  it("of a whole GPT is that of all its parameters", async () => {
    const size = new ModelSize(freshMemory(), () => false);
    const book: ModelChoice = { ...seeded(768), layers: 12, heads: 12 };
    assert.match(
      size.objection(book, VOCABULARY) ?? "",
      /seeded GPT .*, 12 layers of width 768, takes 621\.8 MiB on disk/,
    );
    assert.equal(await size.agrees(book, VOCABULARY), false);
    const [{ message, detail } = assert.fail()] = modals.asked;
    assert.match(message, /^Make a model of 621\.8 MiB\?$/);
    assert.match(detail, /its 12 layers of width 768, its two tables and its head/);
    const small: ModelChoice = { ...seeded(64), layers: 2, heads: 4 };
    assert.equal(await size.agrees(small, VOCABULARY), true);
    assert.equal(modals.asked.length, 1);
  });

  it("that a person agreed to is remembered, and no larger one", async () => {
    const memory = freshMemory();
    const size = new ModelSize(memory, () => false);
    modals.answer = ({ buttons }) => buttons[0];
    assert.equal(await size.agrees(seeded(3000), VOCABULARY), true);
    assert.equal(size.objection(seeded(3000), VOCABULARY), undefined);
    const later = new ModelSize(memory, () => true);
    assert.equal(later.objection(seeded(2800), VOCABULARY), undefined);
    assert.match(
      later.objection(seeded(3100), VOCABULARY) ?? "",
      /run “Tokenscope: Choose Model…”/,
    );
    modals.answer = () => undefined;
    assert.equal(await later.agrees(seeded(3100), VOCABULARY), false);
    assert.equal(modals.asked.length, 2);
  });
});
