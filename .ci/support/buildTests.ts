import { main } from "./main";
import { buildExtension } from "./webpackBuild";

/** Bundles what the rings run that are told `--built`. */
main(async () => {
  await buildExtension({ mode: "development", tests: true });
  return 0;
});
