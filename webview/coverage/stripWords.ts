import { formatCount } from "../../src/shared/numbers";
import type { TokenUse } from "../../src/shared/tokenUse";
import type { Stretch } from "./stripLayout";

/** "tokens 1,200 to 1,215: inputs 2 times, targets 1 to 2 times, 3 in no window" */
export function stretchWords(use: TokenUse, { from, to }: Stretch): string {
  const many = to - from > 1;
  const name = many ? `tokens ${formatCount(from)} to ${formatCount(to - 1)}` : "token";
  const where = many ? name : `${name} ${formatCount(from)}`;
  const { unused } = use.of(from, to);
  if (unused === to - from) return `${where}: in no window`;
  const parts = [
    used(many ? "inputs" : "an input", "an input", use, from, to),
    used(many ? "targets" : "a target", "a target", use, from - 1, to - 1),
  ];
  if (unused > 0) parts.push(`${formatCount(unused)} in no window`);
  return `${where}: ${parts.join(", ")}`;
}

function used(as: string, never: string, use: TokenUse, from: number, to: number): string {
  let [least, most] = [Infinity, 0];
  for (let token = from; token < to; token++) {
    // There is nothing before a text whose target its first token could be.
    const times = token < 0 ? 0 : use.inputTimes(token);
    least = Math.min(least, times);
    most = Math.max(most, times);
  }
  if (most === 0) return `never ${never}`;
  const times = most === 1 && least === 1 ? "once" : `${formatCount(most)} ${timesWord(most)}`;
  return least === most ? `${as} ${times}` : `${as} ${formatCount(least)} to ${times}`;
}

const timesWord = (times: number): string => (times === 1 ? "time" : "times");
