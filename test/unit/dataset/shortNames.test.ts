import assert from "node:assert/strict";
import { folderOfAll } from "../../../src/dataset/report/shortNames";

describe("Names in a report", () => {
  it("begin where the folder ends that all of the input lies in", () => {
    assert.equal(folderOfAll(["/home/me/corpus"], "/"), "/home/me/");
    assert.equal(folderOfAll(["/home/me/a", "/home/me/b.txt"], "/"), "/home/me/");
    assert.equal(folderOfAll(["/home/me/a/x", "/home/me/ab/y"], "/"), "/home/me/");
    assert.equal(
      folderOfAll([String.raw`C:\texts\a`, String.raw`C:\texts\b\c`], "\\"),
      "C:\\texts\\",
    );
  });

  it("are whole where there is no such folder, and where it is a whole disk", () => {
    assert.equal(folderOfAll([], "/"), "");
    assert.equal(folderOfAll(["/corpus"], "/"), "");
    assert.equal(folderOfAll(["/home/a", "/media/b"], "/"), "");
    assert.equal(folderOfAll([String.raw`C:\a`, String.raw`D:\b`], "\\"), "");
  });
});
