/**
 * Lets each call begin when the one before has ended: keys that come faster than answers take a step
 * each.
 */
export function inTurn<Args extends unknown[], Answer>(
  act: (...args: Args) => Promise<Answer>,
): (...args: Args) => Promise<Answer> {
  let before: Promise<unknown> = Promise.resolve();
  return (...args) => {
    const answer = before.then(() => act(...args));
    before = answer.catch(() => undefined);
    return answer;
  };
}
