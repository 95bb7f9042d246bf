/** The two planes of vectors `[pixel, component]`: component 0 (rows), component 1 (columns). */
export function splitVectors(vectors: Float32Array): [Float32Array, Float32Array] {
  const planes: [Float32Array, Float32Array] = [
    new Float32Array(vectors.length / 2),
    new Float32Array(vectors.length / 2),
  ];
  for (let place = 0; place < vectors.length; place++) planes[place % 2][place >> 1] = vectors[place];
  return planes;
}

/** Vectors `[pixel, component]` of their two planes, which have one length. */
export function joinVectors(rows: Float32Array, columns: Float32Array): Float32Array {
  const vectors = new Float32Array(2 * rows.length);
  for (let pixel = 0; pixel < rows.length; pixel++) {
    vectors[2 * pixel] = rows[pixel];
    vectors[2 * pixel + 1] = columns[pixel];
  }
  return vectors;
}
