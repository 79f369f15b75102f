import assert from "node:assert/strict";
import { ProgressMeter, type Progress } from "../../../../src/embeddings/gpt2/progressMeter";

describe("A progress meter", () => {
  let now: number;
  let told: Progress[];
  const tell = (progress: Progress) => told.push(progress);
  beforeEach(() => {
    now = 0;
    told = [];
  });

  it("tells where it starts and ends, and between them ten times a second", () => {
    const meter = new ProgressMeter(1000, 0, tell, () => now);
    for (now = 1; now <= 999; now++) meter.update(now);
    meter.update(1000);
    assert.deepEqual([told[0]?.received, told.at(-1)?.received], [0, 1000]);
    assert.equal(told.length, 11);
  });

  it("tells the rate of the last seconds, not of what was there before", () => {
    const meter = new ProgressMeter(1e9, 5e8, tell, () => now);
    for (now = 1000; now <= 10_000; now += 1000) meter.update(5e8 + 1000 * now);
    assert.equal(Math.round(told.at(-1)!.bytesPerSecond), 1e6);
    for (; now <= 20_000; now += 1000) meter.update(5e8 + 1e7 + 10 * (now - 10_000));
    assert.equal(Math.round(told.at(-1)!.bytesPerSecond), 1e4);
  });

  it("tells no rate before there is one", () => {
    const meter = new ProgressMeter(10, 10, tell, () => now);
    meter.update(10);
    assert.deepEqual(
      told.map(({ bytesPerSecond }) => bytesPerSecond),
      [0, 0],
    );
  });
});
