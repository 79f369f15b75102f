const message = "What a user reads goes through l10n.t, as a whole sentence.";
const errorMessage =
  "An error that a user may read has its sentence from l10n.t; one that a mistake of ours alone brings about is an InvariantError.";

/** A capital word or two small ones: names of code and of the product are neither. */
const WORDS = "/^(?!Tokenscope$)(.*\\b[A-Z][a-z]+\\b|.*\\b[a-z]{2,} [a-z]{2,}\\b)/";
/** A text that is written where it is used, with words in it. */
const WRITTEN = `:matches(Literal[value=${WORDS}], TemplateLiteral:has(> TemplateElement[value.raw=${WORDS}]))`;
/** The same as one of two, or as what a function gives back. */
const written = (/** @type {string} */ field) => [
  `> ${WRITTEN}${field}`,
  `> ConditionalExpression${field} > ${WRITTEN}`,
];
/** What quick picks, input boxes, progress, modals and items of the status bar show. */
const SHOWN = "/^(label|description|detail|message|placeHolder|placeholder|prompt|title|tooltip)$/";
/** Errors that no user reads: see their declarations. */
export const UNSEEN = "InvariantError|ToolError";

/** Where a text is shown that no translation reaches, for ESLint's `no-restricted-syntax`. */
export const SHOWN_TEXTS = [
  ...[
    "CallExpression[callee.property.name=/^(show(Information|Warning|Error)Message|setStatusBarMessage)$/] > :matches(Literal, TemplateLiteral).arguments:first-child",
    // The buttons of a message, and the rows of a list without details.
    `CallExpression[callee.property.name=/^show(Information|Warning|Error)Message$/] > ${WRITTEN}.arguments`,
    `CallExpression[callee.property.name='showQuickPick'] > ArrayExpression.arguments > ${WRITTEN}`,
    ...written(".value").map((text) => `Property[key.name=${SHOWN}] ${text}`),
    ...written(".right").map((text) => `AssignmentExpression[left.property.name=${SHOWN}] ${text}`),
    `Property[key.name='validateInput'] :matches(ReturnStatement, ArrowFunctionExpression, ConditionalExpression) > ${WRITTEN}`,
    // Words between two tags, but for names of code and of the product.
    "TaggedTemplateExpression[tag.name='html'] TemplateElement[value.raw=/>\\s*(?!Tokenscope<)[A-Z][a-z]+\\b(?!\\()/]",
    "TaggedTemplateExpression[tag.name='html'] TemplateElement[value.raw=/(^|>)[^<>]*\\b[a-z]{2,} [a-z]{2,}\\b[^<>]*</]",
    "TaggedTemplateExpression[tag.name='html'] TemplateElement[value.raw=/\\s(title|placeholder|alt|aria-label|aria-description)=.[A-Za-z]/]",
  ].map((selector) => ({ selector, message })),
  ...written(".arguments:first-child").map((text) => ({
    selector: `NewExpression[callee.name=/^(?!(${UNSEEN})$).*(Error|Exception|Problem)$/] ${text}`,
    message: errorMessage,
  })),
];

/** Events that a browser itself fires, which Lit's `@click` hears; the page's own have `on`. */
const NATIVE = [
  ...["blur", "change", "click", "contextmenu", "dblclick", "focus", "focusin", "focusout"],
  ...["input", "keydown", "keyup", "scroll", "submit", "toggle", "wheel"],
  ...["pointer[a-z]+", "drag[a-z]*", "transition[a-z]+", "animation[a-z]+"],
].join("|");

/** An event of the page's own that a template hears by its name, of which the compiler knows nothing. */
export const UNTYPED_EVENTS = [
  {
    selector: `TaggedTemplateExpression[tag.name='html'] TemplateElement[value.raw=/\\s@(?!(${NATIVE})=)[a-z][\\w-]*=/]`,
    message: "Events of the page's own are heard by their class: see `on` in webview/base/on.ts.",
  },
];
