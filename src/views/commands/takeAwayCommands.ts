import type { Disposable } from "vscode";
import type { ExportParts } from "../export/exportAs";
import type { CopyParts } from "../pytorch/copyAsPyTorch";
import { command } from "../ui/command";

/** The commands by which a person takes away what is shown: as code, and as a file. */
export function takeAwayCommands(copied: CopyParts, exported: ExportParts): Disposable[] {
  return [
    command("copyAsPyTorch", async (order) => {
      const { copyAsPyTorch } = await import("../pytorch/copyAsPyTorch");
      return copyAsPyTorch(copied, order);
    }),
    command("export", async (order) => {
      const { exportAs } = await import("../export/exportAs");
      return exportAs(exported, order);
    }),
  ];
}
