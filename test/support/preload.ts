import { usePlainAssert } from "./plainAssert";

/** Loaded by every process that runs tests, before them. */
usePlainAssert();

// ONNX Runtime runs in this process here, and is to send nothing either.
process.env["ORT_DISABLE_TELEMETRY"] = "1";
