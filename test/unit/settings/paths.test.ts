import assert from "node:assert/strict";
import fc from "fast-check";
import { modelFileKind } from "../../../src/settings/modelFileKind";
import {
  PathProblem,
  resolvePath,
  writtenPath,
  type PathPlaces,
} from "../../../src/settings/paths";

const places: PathPlaces = {
  home: "/home/ada",
  separator: "/",
  folders: [{ name: "course", path: "/work/course" }],
  isTrusted: true,
  environment: (name) => ({ HF_HOME: "/data/hf", EMPTY: "", MONEY: "/a/${userHome}/$&" })[name],
  pathOfAddress: (address) => (address.startsWith("file:///") ? address.slice(7) : undefined),
};
const two: PathPlaces = {
  ...places,
  folders: [...places.folders, { name: "my models", path: "/srv/models" }],
};
const windows: PathPlaces = {
  ...places,
  home: "C:\\Users\\ada",
  separator: "\\",
  folders: [{ name: "course", path: "d:\\course" }],
};

describe("A path of the settings", () => {
  it("is full, or begins at home, at a folder of the workspace, or where a variable says", () => {
    for (const [written, path] of [
      ["/abs/a.onnx", "/abs/a.onnx"],
      ["~/models/a.onnx", "/home/ada/models/a.onnx"],
      ["~", "/home/ada"],
      ["~backup.onnx", "/work/course/~backup.onnx"],
      ["${userHome}/a.onnx", "/home/ada/a.onnx"],
      ["${workspaceFolder}/a.onnx", "/work/course/a.onnx"],
      ["${workspaceFolder:course}/a.onnx", "/work/course/a.onnx"],
      ["${env:HF_HOME}/hub/a.onnx", "/data/hf/hub/a.onnx"],
      ["/x/${workspaceFolderBasename}/a.onnx", "/x/course/a.onnx"],
      ["${userHome}${pathSeparator}a${/}b.onnx", "/home/ada/a/b.onnx"],
      ["models/a.onnx", "/work/course/models/a.onnx"],
      ["./a.onnx", "/work/course/a.onnx"],
      ["../a.onnx", "/work/course/../a.onnx"],
      ["file:///abs/a.onnx", "/abs/a.onnx"],
      ["/costs/$5/{a}/a.onnx", "/costs/$5/{a}/a.onnx"],
    ] as const) {
      assert.equal(resolvePath(written, places), path, written);
    }
  });

  it("is Windows's own there", () => {
    for (const [written, path] of [
      ["C:\\models\\a.onnx", "C:\\models\\a.onnx"],
      ["c:/models/a.onnx", "c:/models/a.onnx"],
      ["\\\\server\\share\\a.onnx", "\\\\server\\share\\a.onnx"],
      ["~\\a.onnx", "C:\\Users\\ada\\a.onnx"],
      ["${workspaceFolder}\\a.onnx", "d:\\course\\a.onnx"],
      ["a.onnx", "d:\\course/a.onnx"],
    ] as const) {
      assert.equal(resolvePath(written, windows), path, written);
    }
  });

  it("takes what a variable holds as it is", () => {
    assert.equal(resolvePath("${env:MONEY}/a", places), "/a/${userHome}/$&/a");
    assert.equal(resolvePath("${env:EMPTY}/a", places), "/a");
  });

  it("names a folder where several are open", () => {
    assert.equal(resolvePath("${workspaceFolder:my models}/a", two), "/srv/models/a");
    for (const written of ["a.onnx", "${workspaceFolder}/a.onnx"]) {
      assert.throws(() => resolvePath(written, two), {
        message: "Several folders are open. Say which one by ${workspaceFolder:course}.",
      });
    }
  });

  it("that a person chose and that would be read as another is written as its address", () => {
    const addressOf = (path: string): string => `file://${encodeURI(path)}`;
    assert.equal(writtenPath("/a b/c.onnx", addressOf), "/a b/c.onnx");
    const written = writtenPath("/a/${userHome}/c.onnx", addressOf);
    assert.equal(modelFileKind.fits({ path: written }), true, written);
    assert.equal(resolvePath(written, places), "/a/$%7BuserHome%7D/c.onnx");
  });

  it("that means none is refused by a sentence on what is missing", () => {
    const none = { ...places, folders: [] };
    const foreign = { ...places, home: undefined };
    for (const [written, where, message] of [
      ["${nonsense}/a", places, /There is no variable \$\{nonsense\}\. Use one of \$\{userHome\}/],
      ["${}/a", places, /There is no variable \$\{\}/],
      ["${env:NOT_SET}/a", places, /There is no environment variable NOT_SET\./],
      [
        "${workspaceFolder:other}/a",
        places,
        /No folder of the workspace is called other\. There is course\./,
      ],
      ["${workspaceFolder}/a", none, /No folder is open/],
      ["a", none, /No folder is open/],
      ["~/a", foreign, /no home folder/],
      ["${userHome}/a", foreign, /no home folder/],
      ["https://a.example/a.onnx", places, /Only files on this machine can be loaded/],
    ] as const) {
      assert.throws(
        () => resolvePath(written, where),
        (error) => {
          assert.ok(error instanceof PathProblem, String(error));
          assert.match(error.message, message);
          return true;
        },
      );
    }
  });

  it("leads into no workspace that is not trusted, whoever wrote it", () => {
    const untrusted = { ...places, isTrusted: false };
    for (const written of ["a", "./a", "${workspaceFolder}/a", "${workspaceFolder:course}/a"]) {
      assert.throws(() => resolvePath(written, untrusted), /not trusted/, written);
    }
    assert.equal(resolvePath("~/a", untrusted), "/home/ada/a");
  });

  it("is a full path or a sentence, whatever is written", () => {
    const part = fc.oneof(
      fc.constantFrom(
        "~",
        "/",
        "\\",
        "${",
        "}",
        ":",
        "$",
        "env:",
        "workspaceFolder",
        "userHome",
        ".",
      ),
      fc.string({ maxLength: 4 }),
    );
    const written = fc.array(part, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(written, (text) => {
        try {
          const path = resolvePath(text, places);
          assert.match(path, /^([/\\]|[a-z]:[/\\]|[a-z][a-z\d+.-]+:)/i, text);
        } catch (error) {
          assert.ok(error instanceof PathProblem, String(error));
          // An unknown variable is underlined, too.
          const isVariable = error.message.startsWith("There is no variable");
          if (isVariable) assert.equal(modelFileKind.fits({ path: text }), false, text);
        }
      }),
      { seed: 20260115, numRuns: 3000 },
    );
  });
});
