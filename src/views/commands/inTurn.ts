/**
 * Lets each call begin when the one before has ended: keys that come faster than answers take a step
 * each.
 */
export function inTurn<Given extends unknown[], Answer>(
  act: (...given: Given) => Promise<Answer>,
): (...given: Given) => Promise<Answer> {
  let before: Promise<unknown> = Promise.resolve();
  return (...given) => {
    const answer = before.then(() => act(...given));
    before = answer.catch(() => undefined);
    return answer;
  };
}
