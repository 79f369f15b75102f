import { interpreter, runPython } from "./interpreter";
import type { ArraysOfFile } from "./arrays";

/** Whether there is a Python with numpy, for a second opinion: no test needs it. */
export function hasNumpy(): boolean {
  return interpreter()?.hasNumpy === true;
}

/** What numpy finds in a `.npy` or `.npz` file. */
export function arraysByNumpy(path: string): ArraysOfFile {
  const code = `
import json, sys, numpy
loaded = numpy.load(sys.argv[1], allow_pickle=False)
arrays = dict(loaded) if hasattr(loaded, "files") else {"": loaded}
def told(array):
    about = {"dtype": str(array.dtype), "shape": list(array.shape)}
    if array.dtype.kind == "U":
        return dict(about, values=[], text=str(array))
    return dict(about, values=array.ravel().tolist())
print(json.dumps({name: told(array) for name, array in arrays.items()}))`;
  return JSON.parse(runPython(code, [path])) as ArraysOfFile;
}
