/**
 * Maps an offset from the crop's centre to the source:
 * source row = `rowFromRow` * row + `rowFromColumn` * column; likewise for the column.
 */
export interface LinearMap {
  readonly rowFromRow: number;
  readonly rowFromColumn: number;
  readonly columnFromRow: number;
  readonly columnFromColumn: number;
}

/** Leaves the image unchanged. */
export const IDENTITY: LinearMap = { rowFromRow: 1, rowFromColumn: 0, columnFromRow: 0, columnFromColumn: 1 };

/** Composition: applies `inner` to an offset first, then `outer` to the result. */
export function compose(outer: LinearMap, inner: LinearMap): LinearMap {
  return {
    rowFromRow: outer.rowFromRow * inner.rowFromRow + outer.rowFromColumn * inner.columnFromRow,
    rowFromColumn: outer.rowFromRow * inner.rowFromColumn + outer.rowFromColumn * inner.columnFromColumn,
    columnFromRow: outer.columnFromRow * inner.rowFromRow + outer.columnFromColumn * inner.columnFromRow,
    columnFromColumn:
      outer.columnFromRow * inner.rowFromColumn + outer.columnFromColumn * inner.columnFromColumn,
  };
}

/**
 * Rotates the image by `degrees` from the row axis towards the column axis: a vector (1, 0) pointing down
 * becomes (cos, sin). Multiples of 90 degrees are exact.
 */
export function turning(degrees: number): LinearMap {
  const quarters = degrees / 90;
  const exact = Number.isInteger(quarters);
  const radians = (degrees * Math.PI) / 180;
  const cosine = exact ? [1, 0, -1, 0][((quarters % 4) + 4) % 4] : Math.cos(radians);
  const sine = exact ? [0, 1, 0, -1][((quarters % 4) + 4) % 4] : Math.sin(radians);
  return { rowFromRow: cosine, rowFromColumn: sine, columnFromRow: -sine, columnFromColumn: cosine };
}

/** Flips the image: top to bottom, left to right, or both. */
export function mirroring(rows: boolean, columns: boolean): LinearMap {
  return { ...IDENTITY, rowFromRow: rows ? -1 : 1, columnFromColumn: columns ? -1 : 1 };
}

/** Enlarges the image by `factor`. */
export function scaling(factor: number): LinearMap {
  return { ...IDENTITY, rowFromRow: 1 / factor, columnFromColumn: 1 / factor };
}
