/** Lower edges of the levels in px: level k is (edge k, edge k + 1]; the last level has no upper edge. */
export const LEVEL_EDGES = [0, 1, 2, 3, 4, 5, 7, 9, 12, 15, 19, 24, 30, 37, 45, 54] as const;

/** Number of depth levels. */
export const LEVELS = LEVEL_EDGES.length;

/**
 * Depth level 0..15 of each pixel from its squared distance in px^2; 0 on background. Squares are compared as
 * integers, without rounding errors at an edge. Edges: Bai & Urtasun 2017.
 */
export function levels(squared: Int32Array): Uint8Array {
  const squaredEdges = LEVEL_EDGES.map((edge) => edge * edge);
  const level = new Uint8Array(squared.length);
  for (let pixel = 0; pixel < squared.length; pixel++) {
    let deepest = 0;
    while (deepest + 1 < LEVELS && squared[pixel] > squaredEdges[deepest + 1]) deepest += 1;
    level[pixel] = deepest;
  }
  return level;
}
