import type { Channel } from "../../src/shared/base/rpc";

/** The two ends of a channel within one thread. A message arrives while it is being posted. */
export function channelPair(): [Channel, Channel] {
  const receivers: ((message: unknown) => void)[] = [];
  const end = (mine: number): Channel => ({
    post: (message) => receivers[1 - mine]?.(message),
    listen: (receive) => (receivers[mine] = receive),
  });
  return [end(0), end(1)];
}
