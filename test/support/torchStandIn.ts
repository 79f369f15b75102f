import { execSync, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freshFolder } from "../../.ci/support/folders";

/**
 * Stands in for PyTorch: tensors of float32 that share memory, and files as `torch.save` writes
 * them, a ZIP archive of a pickle and of storages. Loading allows what `weights_only` allows.
 */
const TORCH = `
import io, pickle, zipfile
from array import array
from collections import OrderedDict
from . import _utils

class FloatStorage:
    def __init__(self, data):
        self.data = data

class Tensor:
    def __init__(self, storage, offset, size, stride):
        self.storage, self.offset, self.size, self.stride = storage, offset, tuple(size), tuple(stride)
    def values(self):
        places = [self.offset]
        for size, stride in zip(self.size, self.stride):
            places = [place + at * stride for place in places for at in range(size)]
        return array("f", [self.storage.data[place] for place in places])
    def is_contiguous(self):
        return self.stride == rows(self.size)
    def contiguous(self):
        return self if self.is_contiguous() else self.clone()
    def clone(self):
        return Tensor(FloatStorage(self.values()), 0, self.size, rows(self.size))
    def t(self):
        return Tensor(self.storage, self.offset, self.size[::-1], self.stride[::-1])
    def __reduce__(self):
        return _utils._rebuild_tensor_v2, (self.storage, self.offset, self.size, self.stride, False, OrderedDict())

def rows(size):
    stride, count = [], 1
    for each in reversed(size):
        stride.insert(0, count)
        count *= each
    return tuple(stride)

def full(size, first):
    count = 1
    for each in size: count *= each
    return Tensor(FloatStorage(array("f", [first + at for at in range(count)])), 0, size, rows(size))

def is_tensor(value):
    return isinstance(value, Tensor)

def save(value, path):
    storages = []
    class Pickler(pickle.Pickler):
        def persistent_id(self, each):
            if not isinstance(each, FloatStorage): return None
            if each not in storages: storages.append(each)
            return "storage", FloatStorage, str(storages.index(each)), "cpu", len(each.data)
    pickled = io.BytesIO()
    Pickler(pickled, 2).dump(value)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ckpt/data.pkl", pickled.getvalue())
        for at, storage in enumerate(storages):
            archive.writestr("ckpt/data/%d" % at, storage.data.tobytes())

def load(path, map_location=None, weights_only=False):
    assert map_location == "cpu" and weights_only is True
    archive = zipfile.ZipFile(path)
    folder = archive.namelist()[0].split("/")[0]
    storages = {}
    class Unpickler(pickle.Unpickler):
        def find_class(self, module, name):
            allowed = {
                ("torch", "FloatStorage"): FloatStorage,
                ("torch._utils", "_rebuild_tensor_v2"): _utils._rebuild_tensor_v2,
                ("collections", "OrderedDict"): OrderedDict,
            }
            if (module, name) not in allowed: raise pickle.UnpicklingError("Weights only load failed: %s.%s" % (module, name))
            return allowed[module, name]
        def persistent_load(self, pid):
            if pid[2] not in storages:
                storages[pid[2]] = FloatStorage(array("f", archive.read("%s/data/%s" % (folder, pid[2]))))
            return storages[pid[2]]
    return Unpickler(io.BytesIO(archive.read(folder + "/data.pkl"))).load()
`;

const UTILS = `
def _rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks):
    from . import Tensor
    return Tensor(storage, offset, size, stride)
`;

/** Stands in for safetensors, which takes nothing but contiguous tensors that share no memory. */
const SAFETENSORS = `
import json, struct

def save_file(tensors, path):
    seen, header, data = set(), {}, b""
    for name, tensor in sorted(tensors.items()):
        if not isinstance(name, str): raise TypeError("argument 'tensor_dict': names are str")
        if id(tensor.storage) in seen: raise RuntimeError("Some tensors share memory")
        if not tensor.is_contiguous(): raise ValueError("You are trying to save a non contiguous tensor")
        seen.add(id(tensor.storage))
        own = tensor.values().tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.size), "data_offsets": [len(data), len(data) + len(own)]}
        data += own
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)
`;

/** A folder where Python finds the stand-ins. */
export class TorchStandIn {
  readonly folder = freshFolder("torch");

  constructor() {
    for (const [path, code] of [
      ["torch/__init__.py", TORCH],
      ["torch/_utils.py", UTILS],
      ["safetensors/__init__.py", ""],
      ["safetensors/torch.py", SAFETENSORS],
    ] as const) {
      mkdirSync(join(this.folder, path, ".."), { recursive: true });
      writeFileSync(join(this.folder, path), code);
    }
  }

  /** Saves the value of an expression as `torch.save` does. */
  save(expression: string, path: string): void {
    const code = `import torch, sys\nfrom collections import OrderedDict\ntorch.save(${expression}, sys.argv[1])`;
    const { status, stderr } = spawnSync("python3", ["-c", code, path], this.options());
    if (status !== 0) throw new Error(`Python cannot save the checkpoint:\n${String(stderr)}`);
  }

  /** Runs a line of the shell, as a person would in a folder. */
  run(line: string, cwd: string): void {
    // Where Python is called so, it may be another or none.
    execSync(line.replace(/^python /, "python3 "), { ...this.options(), cwd, stdio: "pipe" });
  }

  private options(): { env: NodeJS.ProcessEnv } {
    return { env: { ...process.env, PYTHONPATH: this.folder, PYTHONDONTWRITEBYTECODE: "1" } };
  }
}
