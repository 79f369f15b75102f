import * as l10n from "../shared/base/l10n";
import { messageOf } from "../shared/base/rpc";

/** How V8, the system and ONNX Runtime say that there was no memory: for an array, a mapping, a thread. */
const SHORTAGE =
  /array buffer allocation failed|bad_alloc|cannot allocate memory|ENOMEM|failed to allocate|pthread_create|PosixThread|resource temporarily unavailable/i;

type Service = Record<string, (...args: never[]) => Promise<unknown>>;

/**
 * A service that ends its worker where memory is short, instead of going on with what is left of it:
 * the next use starts with a process that has none of the memory this one cannot give back.
 * @param giveUp ends the worker, and says why
 */
export function endingWhereMemoryIsShort<S extends object>(
  service: S,
  giveUp: (why: string) => void,
): S {
  const guarded = Object.entries(service as Service).map(([name, call]) => [
    name,
    async (...args: never[]): Promise<unknown> => {
      try {
        return await call(...args);
      } catch (error) {
        if (!SHORTAGE.test(messageOf(error))) throw error;
        giveUp(l10n.t("there was too little memory"));
        // Nobody is told anything but that.
        return new Promise<never>(() => undefined);
      }
    },
  ]);
  return Object.fromEntries(guarded) as S;
}
