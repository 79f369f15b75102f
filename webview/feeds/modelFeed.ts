import type { ModelInfo } from "../../src/shared/values/vectors";
import { Feed } from "./feed";

/** A feed of what a model answers: numbers of another one under this one's name would mislead. */
export class ModelFeed<Wish extends { readonly model: ModelInfo }, Answer> extends Feed<
  Wish,
  Answer
> {
  protected override keeps(before: Wish, wish: Wish | undefined): boolean {
    return isSameModel(before, wish);
  }
}

export function isSameModel(
  one: { readonly model: ModelInfo },
  other: { readonly model: ModelInfo } | undefined,
): boolean {
  return JSON.stringify(one.model) === JSON.stringify(other?.model);
}
