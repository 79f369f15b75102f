import { removeFreshFolders } from "../../.ci/support/folders";
import { usePlainAssert } from "./plainAssert";
import { usePlainExports } from "./plainExports";

/** Loaded by every process that runs tests, before them. */
usePlainAssert();
usePlainExports();

// ONNX Runtime runs in this process here, and is to send nothing either.
process.env["ORT_DISABLE_TELEMETRY"] = "1";

/** Where several processes share a ring, each is ended without being told. */
export const mochaHooks = { afterAll: removeFreshFolders };
