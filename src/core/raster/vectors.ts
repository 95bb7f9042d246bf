/** Splits vectors `[pixel, component]` into two planes: component 0 (rows), component 1 (columns). */
export function splitVectors(vectors: Float32Array): [Float32Array, Float32Array] {
  const planes: [Float32Array, Float32Array] = [
    new Float32Array(vectors.length / 2),
    new Float32Array(vectors.length / 2),
  ];
  for (let place = 0; place < vectors.length; place++) planes[place % 2][place >> 1] = vectors[place];
  return planes;
}
