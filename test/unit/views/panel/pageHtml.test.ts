import assert from "node:assert/strict";
import { Script } from "node:vm";
import { readFirstSight, type FirstSight } from "../../../../src/shared/protocol/firstSight";
import { inScript, pageHtml, type PageParts } from "../../../../src/views/panel/pageHtml";
import { randomText } from "../../../support/hardText";
import { readyState } from "../../../support/panelStates";
import { seeded } from "../../../support/random";

const HOSTILE = [
  "</script><script>hacked()</script>",
  "<!-- <script>",
  "]]> --> <!--><img src=x onerror=hacked()>",
  '"\' onload=hacked() data-first="{}" \'',
  "a\u2028b\u2029c\u0000d\r\ne\ud800f\udc00\ufeff",
  "&quot;&lt;/tokenscope-panel&gt;${hacked()}\\u003c\\",
];

function parts(more: Partial<PageParts> = {}): PageParts {
  return {
    language: "en",
    strings: undefined,
    kept: {},
    source: "https://files.test",
    nonce: "bm9uY2U=",
    icons: "https://files.test/icons.css",
    script: "run();",
    first: undefined,
    ...more,
  };
}

function firstOf(text: string): FirstSight {
  const units = Uint32Array.of(0, 7, 4_294_967_295);
  const bytes = Uint8Array.of(0, 34, 60, 255);
  const state = readyState(3, {
    document: { kind: "failed", key: text, name: text, message: text },
  });
  const slice = { version: 1, first: 0, ids: units, starts: units, ends: units, text };
  const shares = { bytes, byteStarts: units, part: bytes, parts: bytes };
  return {
    state,
    answers: [
      { method: "tokens", args: [1, 0, 3], answer: { ...slice, ...shares } },
      {
        method: "vectors",
        args: [1, 0, 3],
        answer: Float32Array.of(-0, 1.5, NaN, -Infinity, 1e-45),
      },
    ],
  };
}

/** The value of the panel's attribute as a browser reads it, which is all that quotes hold. */
function attribute(html: string, name: string): string {
  const [, value = ""] = new RegExp(` ${name}="([^"<>]*)"`).exec(html) ?? [];
  const entities: Readonly<Record<string, string>> = {
    "&quot;": '"',
    "&lt;": "<",
    "&gt;": ">",
    "&amp;": "&",
  };
  return value.replace(/&\w+;/g, (entity) => entities[entity] ?? "?");
}

describe("The panel's page", () => {
  it("holds any document's text in an attribute that nothing in it can leave", () => {
    const bare = pageHtml(parts({ first: firstOf("") }));
    const random = seeded(18);
    const texts = Array.from({ length: 200 }, () => randomText(random, 12));
    for (const text of [...HOSTILE, ...texts]) {
      const first = firstOf(text);
      const html = pageHtml(parts({ first }));
      assert.deepEqual(readFirstSight(attribute(html, "data-first")), plain(first), text);
      // As many tags and quotes as without it, and none of them is the text's.
      for (const sign of ['"', "<", ">"]) {
        assert.equal(html.split(sign).length, bare.split(sign).length, `${sign} of ${text}`);
      }
      // Nothing that a browser reads as another character than it is.
      // eslint-disable-next-line no-control-regex -- these are what is looked for
      assert.doesNotMatch(html, /[\u0000\r\ud800-\udfff](?![\udc00-\udfff])/u);
    }
  });

  it("holds its strings and how it was set up likewise", () => {
    const strings = { 'a "b" & <c>': "</x>'&quot;" };
    const kept = { folds: '{"a":"</script>"}' };
    const html = pageHtml(parts({ strings, kept }));
    assert.deepEqual(JSON.parse(attribute(html, "data-strings")), strings);
    assert.deepEqual(JSON.parse(attribute(html, "data-kept")), kept);
    assert.doesNotMatch(pageHtml(parts()), /data-(strings|kept|first)/);
  });

  it("has a script that means the same between tags, and does not end there", () => {
    const script =
      'const made = ["</script>", `<!-- ${1}`, "<SCRIPT src=x>", /<\\/script>|<!--/u.test("<!--"), 1<2];';
    const inside = inScript(script);
    assert.doesNotMatch(inside, /<\/?script|<!--/i);
    const made = (source: string): unknown =>
      new Script(`${source} JSON.stringify(made)`).runInNewContext();
    assert.equal(made(inside), made(script));
  });

  it("lets no script run but the one with its nonce", () => {
    const html = pageHtml(parts({ first: firstOf(HOSTILE.join("")) }));
    assert.match(html, /script-src 'nonce-bm9uY2U='[;"]/);
    assert.match(html, /content="default-src 'none';/);
    assert.equal(html.match(/<script/g)?.length, 1);
    assert.doesNotMatch(html, /unsafe|eval/);
  });
});

describe("What stands in the page", () => {
  it("is nothing where another version wrote it", () => {
    for (const text of ["", "{", "null", "[]", "{}", '{"state":{},"answers":[]}']) {
      assert.equal(readFirstSight(text), undefined, text);
    }
  });
});

/** Without the fields that are undefined, which JSON leaves out. */
function plain(first: FirstSight): FirstSight {
  const clean = JSON.parse(JSON.stringify(first.state)) as FirstSight["state"];
  return { ...first, state: clean };
}
