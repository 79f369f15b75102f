/** The function, which remembers its last answer for the same arguments. */
export function memo<A extends readonly unknown[], R>(make: (...args: A) => R): (...args: A) => R {
  let last: { readonly args: A; readonly answer: R } | undefined;
  return (...args) => {
    if (last === undefined || args.some((arg, at) => arg !== last?.args[at])) {
      last = { args, answer: make(...args) };
    }
    return last.answer;
  };
}
