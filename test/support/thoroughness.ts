/**
 * How many times as much the tests try that draw at random: `TOKENSCOPE_THOROUGHNESS=5 npm run test:unit`
 * tries five times as many edits, kills and the like as `npm test`.
 */
export const thoroughness = Number(process.env["TOKENSCOPE_THOROUGHNESS"] ?? 1);
