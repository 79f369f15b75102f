import { interpreter, runPython } from "./interpreter";
import { STAND_IN_TORCH } from "./standInTorch";

/** Reads each code as the oldest Python that it is for reads it. */
const PARSER = `
import ast
def parse(code):
    ast.parse(code, feature_version=(3, 8))
`;
const PARSING = `${PARSER}
import json, sys
for code in json.loads(sys.stdin.buffer.read().decode("utf-8")):
    parse(code)
`;

/** Stands in for the packages that copied code imports, and tells the texts that it has read. */
const READING = `${PARSER}
import json, sys, types

class Read(Exception):
    pass

class Tokenizer:
    def encode(self, text, **options):
        raise Read(text)

for name in ("tiktoken", "torch", "torch.utils", "torch.utils.data", "transformers", "onnx"):
    sys.modules[name] = types.ModuleType(name)
sys.modules["transformers"].GPT2Model = sys.modules["onnx"].numpy_helper = None
sys.modules["tiktoken"].get_encoding = lambda name: Tokenizer()
sys.modules["torch"].tensor = None
sys.modules["torch.utils.data"].DataLoader = None
texts = []
for code in json.loads(sys.stdin.buffer.read().decode("utf-8")):
    parse(code)
    try:
        exec(compile(code, "copied", "exec"), {})
    except Read as read:
        texts.append(read.args[0])
print(json.dumps(texts))
`;

/** Runs copied code, whose tokenizer gives ids that are known, and tells what it prints. */
const RUNNING = `${PARSER}
import contextlib, io, json, sys, types

given = json.loads(sys.stdin.buffer.read().decode("utf-8"))

class Tokenizer:
    def encode(self, text, **options):
        return given["ids"]

sys.modules["tiktoken"] = types.ModuleType("tiktoken")
sys.modules["tiktoken"].get_encoding = lambda name: Tokenizer()
answers = []
for code in given["codes"]:
    parse(code)
    printed = io.StringIO()
    names = {}
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "copied", "exec"), names)
    answers.append(printed.getvalue())
print(json.dumps(answers))
`;

/** Whether this machine has a Python that the copied code is for. */
export function hasPython(): boolean {
  return interpreter()?.isNewEnough === true;
}

/** A Python with torch, where this machine has one: python3, or what TOKENSCOPE_TORCH_PYTHON names. */
export function pythonWithTorch(): string | undefined {
  const python = process.env["TOKENSCOPE_TORCH_PYTHON"] ?? "python3";
  return interpreter(python)?.hasTorch === true ? python : undefined;
}

/** A Python with the libraries that read tokenizer files, where this machine has one, as above. */
export function pythonWithTokenizers(): string | undefined {
  const python = process.env["TOKENSCOPE_TORCH_PYTHON"] ?? "python3";
  return interpreter(python)?.hasTokenizers === true ? python : undefined;
}

/** The ids that copied codes make by the real libraries. A tensor is a list to them. */
export function idsByPython(codes: readonly string[]): number[][] {
  const code = `
import json, sys, types
sys.modules["torch"] = types.ModuleType("torch")
sys.modules["torch"].tensor = list
found = []
for code in json.loads(sys.stdin.buffer.read().decode("utf-8")):
    names = {}
    exec(compile(code, "copied", "exec"), names)
    found.append(names["ids"])
print(json.dumps(found))`;
  return JSON.parse(
    runPython(code, [], JSON.stringify(codes), pythonWithTokenizers()),
  ) as number[][];
}

/** The texts that Python has read by copied codes when each comes to its tokenizer. */
export function textsReadByPython(codes: readonly string[]): string[] {
  const texts = JSON.parse(runPython(READING, [], JSON.stringify(codes))) as string[];
  if (texts.length !== codes.length) throw new Error("Copied code did not come to its tokenizer.");
  return texts;
}

/** @throws where Python 3.8 could not read one of the codes */
export function parseCopied(codes: readonly string[]): void {
  runPython(PARSING, [], JSON.stringify(codes));
}

/** What copied codes print. */
export interface Printed {
  /** Of each code. */
  readonly texts: readonly string[];
  /** Whether torch itself ran; else a stand-in, whose values are near torch's. */
  readonly byTorch: boolean;
}

/**
 * Runs copied codes by torch where there is one, else by a stand-in. Only where there is a Python.
 * @param ids what their tokenizer gives
 * @param preamble stands before them: stand-ins for other packages
 */
export function runCopied(
  codes: readonly string[],
  ids: readonly number[] | Uint32Array,
  preamble = "",
): Printed {
  const torch = pythonWithTorch();
  const program = `${torch === undefined ? STAND_IN_TORCH : ""}${preamble}${RUNNING}`;
  const answer = runPython(program, [], JSON.stringify({ codes, ids: [...ids] }), torch);
  return { texts: JSON.parse(answer) as string[], byTorch: torch !== undefined };
}

/** The numbers of tables in what was printed, in their order: with four decimals, or as `0.` */
export function fixedNumbers(printed: string): number[] {
  return Array.from(printed.matchAll(/-?\d+\.(?:\d{4}\b|(?!\d))/g), Number);
}

/** Python 3 codecs that it does not know, of some names. */
export function codecsUnknownToPython(names: readonly string[]): string[] {
  const code = `
import codecs, json, sys
def unknown(name):
    try: codecs.lookup(name)
    except LookupError: return True
print(json.dumps([name for name in sys.argv[1:] if unknown(name)]))`;
  return JSON.parse(runPython(code, names)) as string[];
}
