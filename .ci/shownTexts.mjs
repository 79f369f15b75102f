const message = "What a user reads goes through l10n.t, as a whole sentence.";

/** Where a text is shown that no translation reaches, for ESLint's `no-restricted-syntax`. */
export const SHOWN_TEXTS = [
  "CallExpression[callee.property.name=/^(show(Information|Warning|Error)Message|setStatusBarMessage)$/] > :matches(Literal, TemplateLiteral).arguments:first-child",
  // Words between two tags, but for names of code and of the product.
  "TaggedTemplateExpression[tag.name='html'] TemplateElement[value.raw=/>\\s*(?!Tokenscope<)[A-Z][a-z]+\\b(?!\\()/]",
  "TaggedTemplateExpression[tag.name='html'] TemplateElement[value.raw=/(^|>)[^<>]*\\b[a-z]{2,} [a-z]{2,}\\b[^<>]*</]",
  "TaggedTemplateExpression[tag.name='html'] TemplateElement[value.raw=/\\s(title|placeholder|alt|aria-label|aria-description)=.[A-Za-z]/]",
].map((selector) => ({ selector, message }));
