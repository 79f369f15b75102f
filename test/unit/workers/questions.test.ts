import assert from "node:assert/strict";
import { pause } from "../../../src/workers/node/threadChannel";
import { Questions } from "../../../src/workers/questions";

describe("Questions", () => {
  /** Begins a question of some steps that tells each of them. */
  function ask(
    questions: Questions,
    told: string[],
    name: string,
    steps: number,
    signal?: AbortSignal,
  ) {
    return questions.answerInSteps(async (step) => {
      for (let at = 0; at < steps; at++) {
        told.push(name);
        await step();
      }
      return name;
    }, signal);
  }

  it("are answered the newest first, and then the others", async () => {
    const questions = new Questions(pause);
    const told: string[] = [];
    const answers: string[] = [];
    const asked = (name: string) =>
      ask(questions, told, name, 3).then((answer) => answers.push(answer));
    const all = [asked("a")];
    while (told.length < 1) await pause();
    all.push(asked("b"), asked("c"));
    await Promise.all(all);
    assert.deepEqual(answers, ["c", "b", "a"]);
    assert.deepEqual(told, ["a", ..."cccbbb", "a", "a"]);
  });

  it("end at their next step where they are cancelled, and where they fail, and others go on", async () => {
    const questions = new Questions(pause);
    const told: string[] = [];
    const controller = new AbortController();
    const endless = ask(questions, told, "endless", Infinity, controller.signal);
    while (told.length < 3) await pause();
    const newer = questions.answerInSteps(async (step) => {
      await step();
      throw new Error("on purpose");
    });
    await assert.rejects(newer, /on purpose/);
    const before = told.length;
    while (told.length < before + 3) await pause();
    controller.abort(new Error("given up"));
    const count = told.length;
    await assert.rejects(endless, /given up/);
    assert.equal(told.length, count);
    assert.equal(await ask(questions, told, "next", 1), "next");
    // One that is cancelled before it begins does nothing.
    await assert.rejects(ask(questions, told, "never", 1, controller.signal), /given up/);
    assert.ok(!told.includes("never"));
  });
});
