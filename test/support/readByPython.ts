import { runPython } from "./interpreter";
import type { ArraysOfFile } from "./arrays";

/** Reads exported files by Python's own library: no line of it knows how the product writes them. */
const READER = `
import ast, csv, json, struct, sys, zipfile

def npy(data):
    assert data[:6] == b"\\x93NUMPY" and data[6:8] == b"\\1\\0", data[:8]
    length, = struct.unpack("<H", data[8:10])
    header = ast.literal_eval(data[10 : 10 + length].decode("latin-1"))
    assert header["fortran_order"] is False and (10 + length) % 64 == 0
    if header["descr"].startswith("<U"):
        text = data[10 + length :].decode("utf-32-le")
        assert header["shape"] == () and len(text) == int(header["descr"][2:])
        return {"dtype": header["descr"], "shape": [], "values": [], "text": text}
    letter = {"<i8": "q", "<f4": "f"}[header["descr"]]
    return array(letter, header["shape"], data[10 + length :])

def array(letter, shape, data):
    count = len(data) // struct.calcsize(letter)
    values = struct.unpack("<%d%s" % (count, letter), data)
    size = 1
    for each in shape:
        size *= each
    assert size == count and len(data) == count * struct.calcsize(letter)
    dtype = {"q": "int64", "f": "float32"}[letter]
    return {"dtype": dtype, "shape": list(shape), "values": list(values)}

def safetensors(data):
    length, = struct.unpack("<Q", data[:8])
    header, values = json.loads(data[8 : 8 + length]), data[8 + length :]
    ends = 0
    found = {}
    about = header.pop("__metadata__", {})
    for name, text in about.items():
        found[name] = {"dtype": "<U%d" % len(text), "shape": [], "values": [], "text": text}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        assert start == ends
        ends = end
        letter = {"I64": "q", "F32": "f"}[entry["dtype"]]
        found[name] = array(letter, entry["shape"], values[start:end])
    assert ends == len(values)
    return found

path = sys.argv[1]
if path.endswith((".npy", ".npz", ".safetensors")):
    with open(path, "rb") as file:
        data = file.read()
    if path.endswith(".npy"):
        found = {"": npy(data)}
    elif path.endswith(".npz"):
        with zipfile.ZipFile(path) as parts:
            assert parts.testzip() is None
            found = {name[:-4]: npy(parts.read(name)) for name in parts.namelist()}
    else:
        found = safetensors(data)
elif path.endswith(".csv"):
    with open(path, encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
else:
    with open(path, encoding="utf-8", newline="\\n") as file:
        found = [json.loads(line) for line in file]
print(json.dumps(found))
`;

/** The arrays of a `.npy`, `.npz` or `.safetensors` file; one of `.npy` has the name "". */
export function arraysByPython(path: string): ArraysOfFile {
  return JSON.parse(runPython(READER, [path])) as ArraysOfFile;
}

/** The records of a `.csv` file, all of them text, or of a `.jsonl` file. */
export function recordsByPython(path: string): Record<string, unknown>[] {
  return JSON.parse(runPython(READER, [path])) as Record<string, unknown>[];
}
