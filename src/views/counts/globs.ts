/**
 * Whether a path is one of those that a glob of VS Code's settings means: `*` and `?` within a
 * name, `**` over any folders, `[a-z]`, `[!a-z]`, `{a,b}`. A glob means a path as a whole.
 */
export function globTest(glob: string): (path: string) => boolean {
  const whole = source(glob.replace(/^\.?\//, "").replace(/\/$/, ""));
  try {
    const expression = new RegExp(`^${whole}$`, "u");
    return (path) => expression.test(path);
  } catch {
    // Brackets with a range that ends before it begins mean nothing.
    return () => false;
  }
}

const FOLDERS = "(?:[^/]+/)*";

function source(glob: string): string {
  let expression = "";
  for (let at = 0; at < glob.length;) {
    const rest = glob.slice(at);
    const braces = bracesAt(glob, at);
    const brackets = /^\[(!|\^)?([^\]]+)\]/.exec(rest);
    if (rest.startsWith("**/")) {
      expression += FOLDERS;
      at += 3;
    } else if (rest === "/**") {
      // A folder's glob means what is in it, and the folder itself.
      expression += "(?:/.*)?";
      at += 3;
    } else if (rest.startsWith("**")) {
      expression += ".*";
      at += 2;
    } else if (glob[at] === "*") {
      expression += "[^/]*";
      at++;
    } else if (glob[at] === "?") {
      expression += "[^/]";
      at++;
    } else if (braces !== undefined) {
      expression += `(?:${braces.choices.map(source).join("|")})`;
      at = braces.end;
    } else if (brackets !== null) {
      const inside = (brackets[2] as string).replace(/[\\\][^]/g, "\\$&");
      expression += `${brackets[1] === undefined ? "(?!/)[" : "[^/"}${inside}]`;
      at += brackets[0].length;
    } else {
      const [character = ""] = rest;
      expression += character.replace(/[.*+?^${}()|[\]\\/]/, "\\$&");
      at += character.length;
    }
  }
  return expression;
}

/** The choices of braces that open at a place, and where they end; they may hold others. */
function bracesAt(glob: string, start: number): { choices: string[]; end: number } | undefined {
  if (glob[start] !== "{") return undefined;
  const choices: string[] = [];
  let from = start + 1;
  let depth = 0;
  for (let at = start; at < glob.length; at++) {
    if (glob[at] === "{") depth++;
    if (glob[at] === "}") depth--;
    const isEnd = depth === 0;
    if (!isEnd && !(glob[at] === "," && depth === 1)) continue;
    choices.push(glob.slice(from, at));
    from = at + 1;
    if (isEnd) return { choices, end: from };
  }
  return undefined;
}
