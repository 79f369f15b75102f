/** In the place of `src/embeddings/gpt2/gpt2Published.ts` where tests serve the stand-in for GPT-2's tables. */
export { STAND_IN_PUBLISHED as GPT2_PUBLISHED } from "./gpt2StandIn";
