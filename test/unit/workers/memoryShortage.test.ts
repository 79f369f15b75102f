import assert from "node:assert/strict";
import { endingWhereMemoryIsShort } from "../../../src/workers/memoryShortage";

/** As the system, V8 and ONNX Runtime put it. */
const SHORTAGES = [
  "Array buffer allocation failed",
  "std::bad_alloc",
  "mmap failed: Cannot allocate memory",
  "ENOMEM: not enough memory, read",
  "onnxruntime::BFCArena::AllocateRawInternal Failed to allocate memory for requested buffer of size 512",
  "PosixThread::PosixThread(...) pthread_create failed, error code: 11 error msg: Resource temporarily unavailable",
];

describe("A service where memory is short", () => {
  for (const message of SHORTAGES) {
    it(`ends its worker on "${message}", and answers nothing`, async () => {
      const reasons: string[] = [];
      const gone = new Promise<void>((resolve) => {
        const service = { ask: () => Promise.reject(new RangeError(message)) };
        const guarded = endingWhereMemoryIsShort(service, (why) => {
          reasons.push(why);
          resolve();
        });
        void guarded.ask().finally(() => assert.fail("It answered."));
      });
      await gone;
      assert.deepEqual(reasons, ["there was too little memory"]);
    });
  }

  it("answers, and fails for every other reason, as it is", async () => {
    const refusal = new RangeError(
      "The vectors would take 3.7 GiB, more than the limit of 1.0 GiB.",
    );
    const service = {
      double: (value: number) => Promise.resolve(2 * value),
      refuse: () => Promise.reject(refusal),
    };
    const guarded = endingWhereMemoryIsShort(service, () => assert.fail("It ended."));
    assert.equal(await guarded.double(21), 42);
    await assert.rejects(guarded.refuse(), (error) => error === refusal);
  });
});
