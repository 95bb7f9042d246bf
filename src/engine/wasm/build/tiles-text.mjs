import { WINOGRAD_VECTOR_BYTES } from "./winograd-text.mjs";

const lines = (count, line) => Array.from({ length: count }, (_, index) => line(index)).join("\n");

/** Channels per iteration of a convolution's loop. */
const UNROLLED = 4;

/**
 * `long x vectors` products, added to as many sums: the vectors at `w` times each of the neighbouring
 * numbers at `x`.
 */
function products(long, vectors, wBytes, indent, xBytes = 0, xStep = 4) {
  const text = `${lines(vectors, (v) => `const w${v} = v128.load(w, ${wBytes + 16 * v});`)}
${lines(
  long,
  (p) => `const x${p} = v128.load32_splat(x, ${xBytes + xStep * p});
${lines(vectors, (v) => `s${p}_${v} = fma(x${p}, w${v}, s${p}_${v});`)}`,
)}`;
  return text.replaceAll(/^/gm, " ".repeat(indent));
}

const eachSum = (long, vectors, line) => lines(long, (p) => lines(vectors, (v) => line(p, v)));

/**
 * The loop runs over channels, not over columns: pixels of neighbouring columns overlap, and V8 would keep
 * them in registers and spill the sums.
 */
function convolutionTile(pixels, vectors) {
  const store = (p) => `  ${p > 0 ? `if (valid > ${p}) ` : ""}{
${lines(vectors, (v) => `    v128.store(target, f32x4.max(s${p}_${v}, floor), ${16 * v});`)}
    target += targetBytes;
  }`;
  return `/** Convolution: ${pixels} neighbouring pixels of a row x ${4 * vectors} output channels. */
export function convolution${pixels}x${vectors}(x0: usize, planeBytes: usize, rowBytes: usize, size: u32, w: usize, bias: usize, relu: bool, target: usize, targetBytes: usize, valid: u32): void {
${lines(vectors, (v) => `  const bias${v} = v128.load(bias, ${16 * v});`)}
${eachSum(pixels, vectors, (p, v) => `  let s${p}_${v} = bias${v};`)}
  for (let row: u32 = 0; row < size; row++, x0 += rowBytes) {
    for (let column: u32 = 0; column < size; column++) {
      let x = x0 + (<usize>column << 2);
      const end = x + rowBytes;
      do {
${lines(
  UNROLLED,
  (u) => `        {
${products(pixels, vectors, 16 * vectors * u, 10)}
          x += planeBytes;
        }`,
)}
        w += ${16 * vectors * UNROLLED};
      } while (x < end);
    }
  }
  // Computed after the loop: a vector that is live in the loop would occupy a register.
  const floor = f32x4.splat(relu ? <f32>0 : -Infinity);
${lines(pixels, store)}
}`;
}

/** The same for a kernel of one pixel. Its pixels need not be neighbours in memory, so they are read in place. */
function pointwiseTile(pixels, vectors) {
  const store = (p) => `  ${p > 0 ? `if (valid > ${p}) ` : ""}{
${lines(vectors, (v) => `    v128.store(target, f32x4.max(s${p}_${v}, floor), ${16 * v});`)}
    target += targetBytes;
  }`;
  const multiplied = (u) => `    {
${lines(vectors, (v) => `      const w${v} = v128.load(w, ${16 * (vectors * u + v)});`)}
${lines(
  pixels,
  (p) => `      const v${p} = v128.load32_splat(x${p}, ${4 * u});
${lines(vectors, (v) => `      s${p}_${v} = fma(v${p}, w${v}, s${p}_${v});`)}`,
)}
    }`;
  return `/** Convolution of size 1: ${pixels} pixels x ${4 * vectors} output channels. */
export function pointwise${pixels}x${vectors}(x0: usize, xStride: usize, inBytes: usize, w: usize, bias: usize, relu: bool, target: usize, targetBytes: usize, valid: u32): void {
${lines(vectors, (v) => `  const bias${v} = v128.load(bias, ${16 * v});`)}
${eachSum(pixels, vectors, (p, v) => `  let s${p}_${v} = bias${v};`)}
${lines(pixels - 1, (p) => `  let x${p + 1} = valid > ${p + 1} ? x${p} + xStride : x${p};`)}
  const end = x0 + inBytes;
  do {
${lines(UNROLLED, multiplied)}
${lines(pixels, (p) => `    x${p} += ${4 * UNROLLED};`)}
    w += ${16 * vectors * UNROLLED};
  } while (x0 < end);
  const floor = f32x4.splat(relu ? <f32>0 : -Infinity);
${lines(pixels, store)}
}`;
}

function weightTile(inputs, vectors) {
  return `/** Weight gradient: ${inputs} neighbouring input channels x ${4 * vectors} output channels. */
export function weights${inputs}x${vectors}(x0: usize, xStride: usize, xRowBytes: usize, w0: usize, wRowBytes: usize, rows: u32, columns: u32, target: usize, targetBytes: usize): void {
${eachSum(inputs, vectors, (p, v) => `  let s${p}_${v} = f32x4.splat(0);`)}
  for (let row: u32 = 0; row < rows; row++, x0 += xRowBytes, w0 += wRowBytes) {
    let x = x0;
    let w = w0;
    const end = w0 + <usize>columns * ${16 * vectors};
    do {
${products(inputs, vectors, 0, 6)}
      x += xStride;
      w += ${16 * vectors};
    } while (w < end);
  }
${lines(
  inputs,
  (
    p,
  ) => `${lines(vectors, (v) => `  v128.store(target, f32x4.add(v128.load(target, ${16 * v}), s${p}_${v}), ${16 * v});`)}
  target += targetBytes;`,
)}
}`;
}

function winogradTile(tiles, vectors) {
  return `/** Winograd: ${tiles} neighbouring tiles x ${4 * vectors} output channels. */
export function winograd${tiles}x${vectors}(x: usize, inVectors: u32, w: usize, target: usize): void {
${eachSum(tiles, vectors, (p, v) => `  let s${p}_${v} = f32x4.splat(0);`)}
  const end = x + inVectors * ${WINOGRAD_VECTOR_BYTES};
  do {
${lines(4, (u) => `    {\n${products(tiles, vectors, 16 * vectors * u, 6, 4 * u, 16)}\n    }`)}
    x += ${WINOGRAD_VECTOR_BYTES};
    w += ${64 * vectors};
  } while (x < end);
${eachSum(tiles, vectors, (p, v) => `  v128.store(target, s${p}_${v}, ${16 * (vectors * p + v)});`)}
}`;
}

/**
 * Texts of the inner loops, whose sums stay in registers, by the names of their functions. AssemblyScript has no
 * macros, and an array of vectors would be in memory.
 * @type {ReadonlyMap<string, string>}
 */
export const TILES = new Map([
  ["convolution6x2", convolutionTile(6, 2)],
  ["convolution4x2", convolutionTile(4, 2)],
  ["convolution4x1", convolutionTile(4, 1)],
  ["pointwise6x2", pointwiseTile(6, 2)],
  ["pointwise4x2", pointwiseTile(4, 2)],
  ["pointwise4x1", pointwiseTile(4, 1)],
  ["winograd6x2", winogradTile(6, 2)],
  ["winograd4x2", winogradTile(4, 2)],
  ["winograd4x1", winogradTile(4, 1)],
  ["weights6x2", weightTile(6, 2)],
  ["weights4x2", weightTile(4, 2)],
  ["weights6x1", weightTile(6, 1)],
  ["weights4x1", weightTile(4, 1)],
]);

/** Text of `kernels/tiles.ts`. */
export const TILES_TEXT = `import { fma } from "./fma";\n\n${[...TILES.values()].join("\n\n")}\n`;
