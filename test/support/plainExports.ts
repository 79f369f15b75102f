import Module from "node:module";

type Load = (module: NodeJS.Module, file: string) => void;

/**
 * Lets what a module exports be plain properties once it has run. tsx makes each a getter behind a
 * getter, by which loops that read other modules' constants take half as long again. No module of ours
 * exports what changes later.
 */
export function usePlainExports(): void {
  const { _extensions } = Module as unknown as { _extensions: Record<string, Load> };
  const load = _extensions[".ts"];
  if (load === undefined) throw new Error("tsx is not there.");
  _extensions[".ts"] = (module, file) => {
    load(module, file);
    const exported = module.exports as object;
    const isModule = Object.hasOwn(exported, "__esModule");
    if (!isModule) return;
    module.exports = Object.defineProperty({ ...exported }, "__esModule", { value: true });
  };
}
