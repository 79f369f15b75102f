import { spawnSync } from "node:child_process";

/** Stands in for the packages that copied code imports, and tells the texts that it has read. */
const STAND_INS = `
import json, sys, types

class Read(Exception):
    pass

class Tokenizer:
    def encode(self, text, **options):
        raise Read(text)

for name in ("tiktoken", "torch", "torch.utils", "torch.utils.data"):
    sys.modules[name] = types.ModuleType(name)
sys.modules["tiktoken"].get_encoding = lambda name: Tokenizer()
sys.modules["torch"].tensor = None
sys.modules["torch.utils.data"].DataLoader = None
texts = []
for code in json.loads(sys.stdin.buffer.read().decode("utf-8")):
    try:
        exec(compile(code, "copied", "exec"), {})
    except Read as read:
        texts.append(read.args[0])
print(json.dumps(texts))
`;

let isThere: boolean | undefined;

/** Whether this machine has a Python that the copied code is for. */
export function hasPython(): boolean {
  isThere ??=
    spawnSync("python3", ["-c", "import sys; sys.exit(sys.version_info < (3, 9))"]).status === 0;
  return isThere;
}

/** The texts that Python has read by copied codes when each comes to its tokenizer. */
export function textsReadByPython(codes: readonly string[]): string[] {
  const { status, stdout, stderr } = spawnSync("python3", ["-c", STAND_INS], {
    input: JSON.stringify(codes),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`Python cannot run copied code:\n${stderr}`);
  const texts = JSON.parse(stdout) as string[];
  if (texts.length !== codes.length) throw new Error("Copied code did not come to its tokenizer.");
  return texts;
}

/** Python 3 codecs that it does not know, of some names. */
export function codecsUnknownToPython(names: readonly string[]): string[] {
  const code = `
import codecs, json, sys
def unknown(name):
    try: codecs.lookup(name)
    except LookupError: return True
print(json.dumps([name for name in sys.argv[1:] if unknown(name)]))`;
  const { stdout } = spawnSync("python3", ["-c", code, ...names], { encoding: "utf8" });
  return JSON.parse(stdout) as string[];
}
