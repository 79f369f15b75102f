import assert from "node:assert/strict";
import { CountWorkers } from "../../../../src/views/counts/countWorkers";
import type { Reading } from "../../../../src/tokens/document/tokenDocument";
import type { TokenService } from "../../../../src/workers/tokenService";
import { WorkerClient, type WorkerHandle } from "../../../../src/workers/workerClient";
import { channelPair } from "../../../support/channelPair";
import { join } from "../../../../src/shared/base/rpc";

const READING: Reading = { encoding: "gpt2", specialTokens: "split", lineEndings: "lf" };
const signal = (): AbortSignal => new AbortController().signal;

/** Workers that answer when they are told to. */
class Workers {
  started = 0;
  ended = 0;
  private readonly waiting: (() => void)[] = [];

  client(): WorkerClient<TokenService> {
    return new WorkerClient<TokenService>(
      "One",
      () => this.handle(),
      () => undefined,
    );
  }

  answer(): void {
    for (const each of this.waiting.splice(0)) each();
  }

  private handle(): WorkerHandle {
    this.started++;
    const [channel, other] = channelPair();
    join<object, Pick<TokenService, "count">>(other, {
      mine: {
        count: async (content: string | Uint8Array) => {
          await new Promise<void>((resolve) => this.waiting.push(resolve));
          return { tokens: content.length, bytes: content.length };
        },
      },
    });
    const terminate = (): void => {
      this.ended++;
    };
    return { channel, onEnd: () => undefined, terminate };
  }
}

describe("Workers that count", () => {
  const text = "a".repeat(300_000);

  it("are one for little work, and more for much, up to the most", async () => {
    const workers = new Workers();
    const first = workers.client();
    const counting = new CountWorkers(first, () => workers.client(), 3);
    const small = [1, 2, 3].map(() => counting.count("abc", READING, signal()));
    assert.equal(workers.started, 1);
    const large = Array.from({ length: 20 }, () => counting.count(text, READING, signal()));
    assert.equal(workers.started, 3);
    const answers = Promise.all([...small, ...large]);
    const isDone = answers.then(() => true);
    while (!(await Promise.race([isDone, new Promise((done) => setImmediate(done, false))]))) {
      workers.answer();
    }
    assert.deepEqual(
      (await answers).map(({ tokens }) => tokens),
      [3, 3, 3, ...large.map(() => text.length)],
    );
    counting.dispose();
    assert.equal(workers.ended, 2, "The first goes on.");
    const again = counting.count("abc", READING, signal()).catch(() => undefined);
    assert.equal(workers.started, 3);
    first.dispose();
    await again;
  });
});
