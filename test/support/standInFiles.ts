/**
 * What copied lines read model files with, in plain Python, where torch or safetensors is not there:
 * `torch.load` with `weights_only`, and `load_file`. It stands behind `standInTorch.ts` and shares no
 * line with the product: archive and pickle are read by Python's own library, halves by `struct`.
 */
export const STAND_IN_FILES = `
import importlib.util, json, pickle, struct, sys, types, zipfile
from collections import OrderedDict
import torch

if not hasattr(torch, "load"):
    class Storage:
        def __init__(self, code):
            self.code = code

    class Weights(pickle.Unpickler):
        """Lets a pickle have what weights_only does, and nothing else."""
        def __init__(self, archive, folder):
            super().__init__(archive.open(folder + "/data.pkl"))
            self.archive, self.folder = archive, folder
        def find_class(self, module, name):
            allowed = {
                ("torch", "FloatStorage"): Storage("f"), ("torch", "HalfStorage"): Storage("e"),
                ("torch", "LongStorage"): Storage("q"), ("torch", "BoolStorage"): Storage("?"),
                ("torch._utils", "_rebuild_tensor_v2"): rebuilt,
                ("collections", "OrderedDict"): OrderedDict,
            }
            if (module, name) not in allowed:
                raise pickle.UnpicklingError("Weights only load failed: %s.%s" % (module, name))
            return allowed[module, name]
        def persistent_load(self, pid):
            kind, storage, key, _, count = pid
            return struct.unpack("<%d%s" % (count, storage.code), self.archive.read("%s/data/%s" % (self.folder, key)))

    def rebuilt(values, offset, shape, stride, *rest):
        places = [offset]
        for size, step in zip(shape, stride):
            places = [place + at * step for place in places for at in range(size)]
        return torch.Tensor([values[place] for place in places], shape)

    def load(path, map_location=None, weights_only=False):
        assert map_location == "cpu" and weights_only is True
        archive = zipfile.ZipFile(path)
        return Weights(archive, archive.namelist()[0].split("/")[0]).load()

    torch.load = load
    torch.is_tensor = lambda value: isinstance(value, torch.Tensor)

def tensor(values, shape, kind):
    if not hasattr(torch, "float16"):  # a stand-in
        return torch.Tensor(values, shape)
    kinds = {"F32": "float32", "BF16": "bfloat16", "F16": "float16", "I64": "int64", "BOOL": "bool", "U8": "uint8"}
    return torch.tensor(values, dtype=getattr(torch, kinds[kind])).reshape(shape)

if importlib.util.find_spec("safetensors") is None:
    def load_file(path):
        with open(path, "rb") as file:
            whole = file.read()
        start = 8 + struct.unpack("<Q", whole[:8])[0]
        tensors = {}
        for name, each in json.loads(whole[8:start]).items():
            if name == "__metadata__":
                continue
            first, last = each["data_offsets"]
            data = whole[start + first : start + last]
            if each["dtype"] == "BF16":  # the upper half of a float32
                data = b"".join(b"\\0\\0" + data[at : at + 2] for at in range(0, len(data), 2))
            code = {"F32": "f", "BF16": "f", "F16": "e", "I64": "q", "BOOL": "?", "U8": "B"}[each["dtype"]]
            values = struct.unpack("<%d%s" % (len(data) // struct.calcsize(code), code), data)
            tensors[name] = tensor(values, each["shape"], each["dtype"])
        return tensors

    for name in ("safetensors", "safetensors.torch"):
        sys.modules[name] = types.ModuleType(name)
    sys.modules["safetensors.torch"].load_file = load_file

if importlib.util.find_spec("onnx") is None:
    Some = types.SimpleNamespace

    class Initializer:
        def __init__(self, name, values, shape):
            self.name, self.tensor = name, tensor(values, shape, "F32")
        def astype(self, kind):
            return self.tensor

    def load_onnx(path):
        with open(path + ".json") as file:
            listed = json.load(file)
        graph = Some(initializer=[Initializer(*each) for each in listed], node=[])
        return Some(graph=graph, functions=[], training_info=[])

    sys.modules["onnx"] = Some(load=load_onnx, numpy_helper=Some(to_array=lambda each: each))
    torch.from_numpy = lambda values: values
`;
