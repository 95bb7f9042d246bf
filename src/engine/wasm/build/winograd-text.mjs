import { WINOGRAD_JOB_VECTORS } from "../../plan/operations/winograd-weight-gradient.ts";

// Transforms of tiles of 6 x 6 values by the algorithm of Toom and Cook, with the points 0, A, -A, B, -B and infinity.
// A and B are binary fractions, so all factors but those of the weights are exact. Rounding is a third of that with the
// usual points 1 and 2, about twice that of the direct sums.
const A = 3 / 4;
const B = 3 / 2;

/** Values per side of a tile. */
const SIDE = 6;
const VECTOR = 16;
const ROW = SIDE * VECTOR;

/** Tiles whose products are computed together, six or four at a time. */
const GROUP = 12;
/** Tiles of a weight gradient whose products are added in registers. */
const GRADIENT_GROUP = 16;

const N0 = 1 / (A * A * B * B);
const NA = 1 / (2 * A * A * (A * A - B * B));
const NB = 1 / (2 * B * B * (B * B - A * A));

const splat = (value) => `f32x4.splat(<f32>${value})`;
const add = (a, b) => `f32x4.add(${a}, ${b})`;
const sub = (a, b) => `f32x4.sub(${a}, ${b})`;
const mul = (factor, a) => `f32x4.mul(${splat(factor)}, ${a})`;
const madd = (factor, a, b) => `fma(${splat(factor)}, ${a}, ${b})`;
const nmadd = (factor, a, b) => `fnma(${splat(factor)}, ${a}, ${b})`;

/** From the values `d0`, `d1`, ... of a row or column: names with their values, and the results in terms of these. */
const FORMULAS = {
  /** Six inputs to six values. */
  input: () => [
    [
      ["evenA", nmadd(B * B, "d2", "d4")],
      ["oddA", nmadd(B * B, "d1", "d3")],
      ["evenB", nmadd(A * A, "d2", "d4")],
      ["oddB", nmadd(A * A, "d1", "d3")],
    ],
    [
      madd(A * A * B * B, "d0", nmadd(A * A + B * B, "d2", "d4")),
      madd(A, "oddA", "evenA"),
      nmadd(A, "oddA", "evenA"),
      madd(B, "oddB", "evenB"),
      nmadd(B, "oddB", "evenB"),
      madd(A * A * B * B, "d1", nmadd(A * A + B * B, "d3", "d5")),
    ],
  ],
  /** Six sums to `7 - size` outputs. */
  output: (size) => [
    [
      ["evenA", add("d1", "d2")],
      ["oddA", sub("d1", "d2")],
      ["evenB", add("d3", "d4")],
      ["oddB", sub("d3", "d4")],
    ],
    size === 5
      ? [add("d0", add("evenA", "evenB")), madd(A, "oddA", madd(B, "oddB", "d5"))]
      : [
          add("d0", add("evenA", "evenB")),
          madd(A, "oddA", mul(B, "oddB")),
          madd(A ** 2, "evenA", mul(B ** 2, "evenB")),
          madd(A ** 3, "oddA", madd(B ** 3, "oddB", "d5")),
        ],
  ],
  /** Gradients of the four outputs of a 3x3 kernel to those of the six sums. */
  outputGradient() {
    const even = (p) => madd(p ** 2, "d2", "d0");
    const odd = (p) => madd(p ** 3, "d3", mul(p, "d1"));
    return [
      [
        ["evenA", even(A)],
        ["oddA", odd(A)],
        ["evenB", even(B)],
        ["oddB", odd(B)],
      ],
      ["d0", add("evenA", "oddA"), sub("evenA", "oddA"), add("evenB", "oddB"), sub("evenB", "oddB"), "d3"],
    ];
  },
  /** `size` weights to six values. */
  weights: (size) => {
    const even = (p, n) =>
      size === 5
        ? madd(n * p ** 4, "d4", madd(n * p ** 2, "d2", mul(n, "d0")))
        : madd(n * p ** 2, "d2", mul(n, "d0"));
    const odd = (p, n) => (size === 5 ? madd(n * p ** 3, "d3", mul(n * p, "d1")) : mul(n * p, "d1"));
    return [
      [
        ["evenA", even(A, NA)],
        ["oddA", odd(A, NA)],
        ["evenB", even(B, NB)],
        ["oddB", odd(B, NB)],
      ],
      [
        mul(N0, "d0"),
        add("evenA", "oddA"),
        sub("evenA", "oddA"),
        add("evenB", "oddB"),
        sub("evenB", "oddB"),
        size === 5 ? "d4" : "d2",
      ],
    ];
  },
  /** Gradients of the six values to those of three weights. */
  weightGradient() {
    const even = (power) => madd(NA * A ** power, "evenA", mul(NB * B ** power, "evenB"));
    return [
      [
        ["evenA", add("d1", "d2")],
        ["oddA", sub("d1", "d2")],
        ["evenB", add("d3", "d4")],
        ["oddB", sub("d3", "d4")],
      ],
      [madd(N0, "d0", even(0)), madd(NA * A, "oddA", mul(NB * B, "oddB")), add(even(2), "d5")],
    ];
  },
};

/** Values of a row or column before and after its transform. */
const LENGTHS = {
  input: () => [SIDE, SIDE],
  output: (size) => [SIDE, 7 - size],
  outputGradient: () => [4, SIDE],
  weights: (size) => [size, SIDE],
  weightGradient: () => [SIDE, 3],
};

/** Writes the factors as names of vectors that are made once: V8 would make them again in each use. */
function withFactors(lines) {
  const names = new Map();
  const text = lines.replaceAll(/f32x4\.splat\(<f32>(\S+?)\)/g, (_, value) => {
    if (!names.has(value)) names.set(value, `factor${names.size}`);
    return names.get(value);
  });
  const declared = [...names].map(([value, name]) => `  const ${name} = f32x4.splat(<f32>${value});`);
  return [...declared, text].join("\n");
}

/**
 * A function that transforms the columns of a tile at `from` and then its rows, which it writes to `to`. `scratch` has
 * room for a tile. Steps are bytes from one row, column or position to the next: numbers, or the names of parameters.
 */
function tile(name, formula, size, { rowStep, columnStep, toStep }) {
  const [length, transformed] = LENGTHS[formula](size);
  const [declared, results] = FORMULAS[formula](size);
  const isFixed = typeof columnStep === "number";
  const isFixedTo = typeof toStep === "number";
  const steps = [rowStep, columnStep, toStep].filter((step) => typeof step === "string");
  const parameters = ["from", "to", "scratch", ...new Set(steps)].map((own) => `${own}: usize`);
  const times = (count, line) => Array.from({ length: count }, (_, index) => line(index)).join("\n");
  const transform = `${declared.map(([own, value]) => `    const ${own} = ${value};`).join("\n")}`;
  const column = (c) => `  {
${times(length, (k) => `    const d${k} = ${isFixed ? `v128.load(from, ${rowStep * k + columnStep * c})` : `v128.load(row${k})`};`)}
${transform}
${times(transformed, (k) => `    v128.store(scratch, ${results[k]}, ${ROW * k + VECTOR * c});`)}
  }${isFixed || c === length - 1 ? "" : `\n${times(length, (k) => `  row${k} += columnStep;`)}`}`;
  const row = (r) => `  {
${times(length, (k) => `    const d${k} = v128.load(scratch, ${ROW * r + VECTOR * k});`)}
${transform}
${times(transformed, (k) => (isFixedTo ? `    v128.store(to, ${results[k]}, ${toStep * (SIDE * r + k)});` : `    v128.store(to, ${results[k]});\n    to += toStep;`))}
  }`;
  return `export function ${name}(${parameters.join(", ")}): void {
${isFixed ? "" : times(length, (k) => `  let row${k} = from${k === 0 ? "" : ` + ${k} * rowStep`};`)}
${withFactors(`${times(length, column)}\n${times(transformed, row)}`)}
}`;
}

const POSITION = GROUP * VECTOR;
const SUMS = 2 * POSITION;
/** A cache line more, so that the positions of a tile do not fall into the same set of a cache. */
const gradientPosition = (vectors) => GRADIENT_GROUP * vectors * VECTOR + 4 * VECTOR;
const GRADIENT_POSITION = gradientPosition(WINOGRAD_JOB_VECTORS.in);
const OUTPUT_POSITION = gradientPosition(WINOGRAD_JOB_VECTORS.out);

const image = { rowStep: "rowStep", columnStep: "columnStep" };

/** Text of `kernels/winograd-transforms.ts`. */
export const WINOGRAD_TEXT = `import { fma, fnma } from "./fma";

export const SIDE: u32 = ${SIDE};
export const POSITIONS: u32 = ${SIDE * SIDE};
export const ROW_BYTES: usize = ${ROW};
export const GROUP_TILES: u32 = ${GROUP};
export const POSITION_BYTES: usize = ${POSITION};
export const SUM_BYTES: usize = ${SUMS};
export const GRADIENT_TILES: u32 = ${GRADIENT_GROUP};
export const GRADIENT_IN_VECTORS: u32 = ${WINOGRAD_JOB_VECTORS.in};
export const GRADIENT_OUT_VECTORS: u32 = ${WINOGRAD_JOB_VECTORS.out};
export const GRADIENT_POSITION_BYTES: usize = ${GRADIENT_POSITION};
export const OUTPUT_POSITION_BYTES: usize = ${OUTPUT_POSITION};

${[
  tile("transformInput", "input", 0, { ...image, toStep: POSITION }),
  tile("transformGradientInput", "input", 0, { ...image, toStep: GRADIENT_POSITION }),
  tile("transformOutputGradient", "outputGradient", 3, { ...image, toStep: OUTPUT_POSITION }),
  tile("transformWeights3", "weights", 3, { ...image, toStep: "toStep" }),
  tile("transformWeights5", "weights", 5, { ...image, toStep: "toStep" }),
  tile("transformWeightGradient", "weightGradient", 3, { ...image, toStep: VECTOR }),
  tile("transformSums3", "output", 3, { rowStep: SIDE * SUMS, columnStep: SUMS, toStep: VECTOR }),
  tile("transformSums5", "output", 5, { rowStep: SIDE * SUMS, columnStep: SUMS, toStep: VECTOR }),
].join("\n\n")}
`;

/** Bytes from one vector of channels to the next of transformed inputs. */
export const WINOGRAD_VECTOR_BYTES = SIDE * SIDE * POSITION;
