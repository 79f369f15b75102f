import { basename } from "node:path";
import { until } from "./until";
import type { Workbench } from "./workbench";

/** Runs **Tokenscope: Use Model File…** and names a file, by its full path, in the dialog that it opens. */
export async function useModelFile(bench: Workbench, path: string): Promise<void> {
  await bench.runCommand("Tokenscope: Use Model File…");
  const title = "A model's token and position tables";
  const dialog = bench.page.locator(".quick-input-widget", { hasText: title });
  await dialog.waitFor();
  const box = dialog.locator("input.input");
  const row = dialog.locator(".monaco-list-row.focused", { hasText: basename(path) });
  // Longer each time: what begins anew too soon never comes to an end on a busy machine.
  let rest = 1000;
  await until(`${path} taken by the dialog`, async () => {
    rest *= 2;
    const within = { timeout: rest };
    // While it reads its folder, it forgets what was typed and takes Enter for the folder.
    await box.fill(path, within).catch(() => undefined);
    await row.waitFor(within).catch(() => undefined);
    await bench.enterIfAsked();
    return dialog.waitFor({ state: "hidden", ...within }).then(
      () => true,
      () => false,
    );
  });
}
