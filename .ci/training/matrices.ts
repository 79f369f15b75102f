/** Matrices of float32, row-major. What is computed is added to `to`. */
export type Matrix = Float32Array;

/** m, k and n of the product. */
export type Sizes = readonly [m: number, k: number, n: number];

/** a [m, k] @ b [k, n], added to `to` [m, n]. */
export function multiply(a: Matrix, b: Matrix, [m, k, n]: Sizes, to: Matrix): void {
  for (let row = 0; row < m; row++) {
    const place = row * n;
    let at = 0;
    // Four rows at a time: each value of `to` is read and written once for them.
    for (; at + 4 <= k; at += 4) {
      const from = row * k + at;
      const [a0, a1] = [a[from] as number, a[from + 1] as number];
      const [a2, a3] = [a[from + 2] as number, a[from + 3] as number];
      addFour(b, at * n, n, [a0, a1, a2, a3], to, place);
    }
    for (; at < k; at++) addOne(b, at * n, n, a[row * k + at] as number, to, place);
  }
}

/** aᵀ @ b, of a [m, k] and b [m, n], added to `to` [k, n]. */
export function turnedMultiply(a: Matrix, b: Matrix, [m, k, n]: Sizes, to: Matrix): void {
  let row = 0;
  for (; row + 4 <= m; row += 4) {
    for (let at = 0; at < k; at++) {
      const from = row * k + at;
      const [a0, a1] = [a[from] as number, a[from + k] as number];
      const [a2, a3] = [a[from + 2 * k] as number, a[from + 3 * k] as number];
      addFour(b, row * n, n, [a0, a1, a2, a3], to, at * n);
    }
  }
  for (; row < m; row++) {
    for (let at = 0; at < k; at++) addOne(b, row * n, n, a[row * k + at] as number, to, at * n);
  }
}

/** a [m, n] @ bᵀ, of b [k, n], added to `to` [m, k]. */
export function multiplyTurned(a: Matrix, b: Matrix, [m, k, n]: Sizes, to: Matrix): void {
  for (let row = 0; row < m; row++) {
    for (let at = 0; at < k; at++) {
      const [from, place] = [row * n, at * n];
      let [even, odd] = [0, 0];
      let column = 0;
      for (; column + 2 <= n; column += 2) {
        even += (a[from + column] as number) * (b[place + column] as number);
        odd += (a[from + column + 1] as number) * (b[place + column + 1] as number);
      }
      if (column < n) even += (a[from + column] as number) * (b[place + column] as number);
      to[row * k + at] = (to[row * k + at] as number) + even + odd;
    }
  }
}

/** Adds four rows of b, from `from` on, each times its factor, to a row of `to`. */
function addFour(
  b: Matrix,
  from: number,
  n: number,
  [f0, f1, f2, f3]: readonly [number, number, number, number],
  to: Matrix,
  place: number,
): void {
  const [second, third, fourth] = [from + n, from + 2 * n, from + 3 * n];
  for (let column = 0; column < n; column++) {
    to[place + column] =
      (to[place + column] as number) +
      f0 * (b[from + column] as number) +
      f1 * (b[second + column] as number) +
      f2 * (b[third + column] as number) +
      f3 * (b[fourth + column] as number);
  }
}

function addOne(
  b: Matrix,
  from: number,
  n: number,
  factor: number,
  to: Matrix,
  place: number,
): void {
  for (let column = 0; column < n; column++) {
    to[place + column] = (to[place + column] as number) + factor * (b[from + column] as number);
  }
}

/** Adds each row of `rows` [m, n] to `to` [n]. */
export function addRows(rows: Matrix, to: Matrix): void {
  for (let at = 0; at < rows.length; at++) {
    const column = at % to.length;
    to[column] = (to[column] as number) + (rows[at] as number);
  }
}

export function add(values: Matrix, to: Matrix): void {
  for (let at = 0; at < values.length; at++) {
    to[at] = (to[at] as number) + (values[at] as number);
  }
}
