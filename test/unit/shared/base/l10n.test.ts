import assert from "node:assert/strict";
import * as l10n from "../../../../src/shared/base/l10n";
import { foreign, shownValue } from "../../../../src/shared/base/shown";
import { useStrings } from "../../../../src/shared/base/strings";
import { useEnglish } from "../../../support/pseudoBundle";

describe("A text of the display language", () => {
  afterEach(useEnglish);

  it("has every place filled, whatever the values are", () => {
    const anything: unknown[] = [undefined, null, {}, [], () => 1, Symbol("s"), 5n, new Map()];
    for (const value of anything) {
      // Types promise text and numbers; what comes from outside keeps no promise.
      const given = value as string;
      assert.equal(l10n.t('There is no encoding "{0}".', given), 'There is no encoding "?".');
      assert.equal(l10n.t("{0} and {1}", given, 2), "? and 2");
      assert.equal(l10n.t("{0} and {1}", 1, given), "1 and ?");
    }
    assert.equal(l10n.t("{1}, {0}, {1}", "a", true), "true, a, true");
    assert.equal(l10n.t("{0} of {1}", "{1}", "$&"), "{1} of $&");
  });

  it("has no place left where a translation has more than there are values", () => {
    useStrings({ "{0} tokens": "{0} von {1} Token", "no place": "kein {0}" });
    assert.equal(l10n.t("{0} tokens", 5), "5 von ? Token");
    assert.equal(l10n.t("no place"), "kein ?");
  });
});

describe("A foreign text in a message", () => {
  it("is as it is where it is short and can be seen", () => {
    for (const text of ["", "gpt2", "/home/me/größe.onnx", "日本語 👩‍👩‍👧", "a".repeat(80)]) {
      assert.equal(foreign(text), text);
    }
  });

  it("is cut in its middle where it is long, between whole characters", () => {
    assert.equal(foreign("0123456789", 5), "01…89");
    assert.equal(foreign("👋👋👋👋👋👋", 6), "👋…👋");
    const name = `${"x".repeat(24e6)}/model.safetensors`;
    assert.match(foreign(name), /^x{40}…x+\/model\.safetensors$/);
    assert.equal(foreign(name).length, 80);
  });

  it("shows what cannot be seen by its code, and stays within its length", () => {
    assert.equal(foreign("a\nb\u0007\u202ec\ud800"), "a[U+000A]b[U+0007][U+202E]c[U+D800]");
    for (const sign of ["\0", "\u2028", "\ud83d", "\u2069"]) {
      assert.ok(foreign(sign.repeat(1000)).length <= 80, JSON.stringify(sign));
      assert.doesNotMatch(foreign(sign.repeat(1000)), /[\p{Cc}\p{Zl}\u2069]/u);
    }
  });
});

describe("A value of any kind in a message", () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const values: readonly [value: unknown, words: string][] = [
    [undefined, "nothing"],
    [null, "null"],
    [NaN, "NaN"],
    [-1.5, "-1.5"],
    [true, "true"],
    [10n ** 1000n, "a BigInt"],
    [Symbol("s"), "a symbol"],
    [() => 1, "a function"],
    ["a\n", '"a[U+000A]"'],
    [[1], "an array"],
    [{ toString: 5 }, "an object"],
    [Object.create(null), "an object"],
    [new Float64Array(2), "an object of type Float64Array"],
    [new Map(), "an object of type Map"],
    [{ [Symbol.toStringTag]: "{0}" }, "an object"],
    [proxy, "an object"],
  ];
  for (const [value, words] of values) {
    it(`is ${words}`, () => {
      assert.equal(shownValue(value), words);
    });
  }

  it("is never long", () => {
    assert.equal(shownValue("x".repeat(1e6)).length, 42);
  });
});
