import * as l10n from "./l10n";

/**
 * What draws the tables of a seeded model: PyTorch on x86 with AVX2 or AVX-512, or its plain loops
 * on every other processor, such as Apple's, whose values differ in the last bits.
 */
export const ARITHMETICS = ["avx2", "scalar"] as const;
export type Arithmetic = (typeof ARITHMETICS)[number];

/**
 * Where in a program the tables of a seeded model are drawn: right after `torch.manual_seed`, or
 * where the notebook of the book's chapter draws them when it is run from top to bottom.
 */
export const DRAW_ORDERS = ["afterSeed", "notebook"] as const;
export type DrawOrder = (typeof DRAW_ORDERS)[number];

/** What a program takes from torch's generator before a table. */
export type Draw =
  /** The weight of an `nn.Embedding`. */
  | { readonly kind: "embedding"; readonly rows: number; readonly columns: number }
  /** An iterator of a `DataLoader` that does not shuffle: one int64, for its base seed. */
  | { readonly kind: "iterator" };

export interface DrawsBefore {
  /** Between the seed and the token table. */
  readonly token: readonly Draw[];
  /** Between the two tables. */
  readonly position: readonly Draw[];
}

export const DRAWS_BEFORE: Readonly<Record<DrawOrder, DrawsBefore>> = {
  afterSeed: { token: [], position: [] },
  // The chapter sets its seed once, for the layer of its first example.
  notebook: {
    token: [{ kind: "embedding", rows: 6, columns: 3 }, { kind: "iterator" }],
    position: [{ kind: "iterator" }],
  },
};

/** What was drawn, and in which order, down to the model's two tables. */
export function drawsText(seed: number, order: DrawOrder): string {
  const { token, position } = DRAWS_BEFORE[order];
  const drawn = [
    ...[...token.map(drawText), l10n.t("the token table")],
    ...[...position.map(drawText), l10n.t("the position table")],
  ];
  return l10n.t("Drawn after torch.manual_seed({0}): {1}.", seed, drawn.join(", "));
}

function drawText(draw: Draw): string {
  switch (draw.kind) {
    case "embedding":
      return `Embedding(${draw.rows}, ${draw.columns})`;
    case "iterator":
      return "iter(DataLoader)";
  }
}

/** The arithmetic in a word, as the panel's header names it. */
export function arithmeticName(arithmetic: Arithmetic): string {
  return arithmetic === "avx2" ? "AVX2" : l10n.t("scalar");
}

/** On which processors PyTorch draws the same values. */
export function arithmeticText(arithmetic: Arithmetic): string {
  return arithmetic === "avx2"
    ? l10n.t("Bit for bit what PyTorch draws on x86 processors with AVX2 or AVX-512.")
    : l10n.t(
        "What PyTorch draws on processors without AVX2, such as Apple's: bit for bit where the C library is glibc; others may round a last bit otherwise.",
      );
}
