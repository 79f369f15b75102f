import * as l10n from "../../shared/base/l10n";
import { FileProblem } from "../store/fileProblem";

/** Endings that PyTorch's own files have. */
const PICKLE_ENDINGS = [".bin", ".pt", ".pth", ".ckpt", ".pkl"];

/**
 * Why a file is refused whatever else is in it, or undefined.
 * @param name the file's name without its folder
 * @param start its first bytes, about a thousand
 */
export function refusal(name: string, start: Uint8Array): FileProblem | undefined {
  const text = new TextDecoder("latin1").decode(start);
  if (hasPickleEnding(name) || isPickle(start, text)) {
    return pickleRefusal(name, (file) =>
      l10n.t("{0} is a PyTorch pickle, which can run code when it is loaded.", file),
    );
  }
  if (text.startsWith("version https://git-lfs.github.com/")) {
    return new FileProblem((file) =>
      l10n.t(
        "{0} is a Git LFS pointer, not the file itself. Fetch it with: {1}.",
        file,
        "git lfs pull",
      ),
    );
  }
  if (text.startsWith(ARCHIVE) && !hasHeader(start)) {
    return new FileProblem((file) => l10n.t("{0} is a ZIP archive, not a model.", file));
  }
  return undefined;
}

function hasPickleEnding(name: string): boolean {
  return PICKLE_ENDINGS.includes(/\.[^.]*$/.exec(name)?.[0].toLowerCase() ?? "");
}

/** Whether a file is an archive as `torch.save` writes it, by its first bytes. */
export function isTorchArchive(name: string, start: Uint8Array): boolean {
  // What one of the other readers is named for is read by it alone.
  if (/\.(safetensors|onnx|json)$/i.test(name)) return false;
  const text = new TextDecoder("latin1").decode(start);
  return (
    text.startsWith(ARCHIVE) &&
    !hasHeader(start) &&
    (isPickle(start, text) || hasPickleEnding(name))
  );
}

/**
 * What is said of a pickle that is not read.
 * @param why a sentence about the file
 */
export function pickleRefusal(name: string, why: (file: string) => string): FileProblem {
  return new FileProblem((file) =>
    l10n.t("{0} Convert it where you trust it, in its folder: {1}.", why(file), conversion(name)),
  );
}

const ARCHIVE = "PK\x03\x04";

/** A pickle by itself, or PyTorch's archive with one inside. */
function isPickle(start: Uint8Array, text: string): boolean {
  if (hasHeader(start)) return false;
  const [first = 0, protocol = 0] = start;
  if (first === 0x80 && protocol >= 2 && protocol <= 5) return true;
  return text.startsWith(ARCHIVE) && text.includes(".pkl");
}

/** The length of a safetensors header may begin with a pickle's bytes, but it is not that long. */
function hasHeader(start: Uint8Array): boolean {
  return start.subarray(4, 8).every((byte) => byte === 0) && start[8] === "{".charCodeAt(0);
}

/** A line for the shell that makes a safetensors file of the tensors alone. */
function conversion(name: string): string {
  // A name that is not plain would have to be quoted as the shell at hand wants it.
  const isPlain = /^[\w. +@=,-]{1,60}$/.test(name);
  const input = isPlain ? name : "IN";
  const output = isPlain ? `${name.replace(/\.[^.]*$/, "")}.safetensors` : "OUT.safetensors";
  // Checkpoints hold the model beside, or within, other things: every tensor is taken wherever it
  // is, but for the optimizer's, and parted from those it shares memory with. What `torch.compile`
  // puts before names is left out. One line, without any sign that a shell would change.
  return (
    `python -c "import torch, safetensors.torch as s; r = {}; ` +
    `f = lambda v, n='': [f(w, f'{n}{k}.') for k, w in v.items() if 'optim' not in str(k)] ` +
    `if isinstance(v, dict) else torch.is_tensor(v) and ` +
    `r.update({n[:-1].replace('_orig_mod.', ''): v.contiguous().clone()}); ` +
    `f(torch.load('${input}', 'cpu', weights_only=True)); ` +
    `s.save_file(r, '${output}')"`
  );
}
