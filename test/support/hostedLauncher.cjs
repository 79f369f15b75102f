#!/usr/bin/env node
// Stands in for the VS Code executable where `runTests` of @vscode/test-electron wants one, and runs
// the npm-hosted VS Code instead. On Windows hostedLauncher.cmd starts it.
import("../../.ci/support/tsx.mjs").then(() => import("./hostedRun.ts"));
