import { usePlainAssert } from "./plainAssert";

/** Loaded by every process that runs tests, before them. */
usePlainAssert();
