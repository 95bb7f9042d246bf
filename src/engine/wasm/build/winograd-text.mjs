// Transforms of one row or column of a tile by the algorithm of Toom and Cook, with the points 0, A, -A, B, -B and
// infinity. Binary fractions, so that all factors but those of the weights are exact; a half and twice as much apart,
// they round less than the usual points 1 and 2.
const A = 3 / 4;
const B = 3 / 2;

/** Values per side of a tile. */
const SIDE = 6;
const VECTOR = 16;
const ROW = SIDE * VECTOR;

/** Tiles whose products are computed together: rows of 6 or 4 tiles fill it. */
const GROUP = 12;
/** Tiles of a weight gradient whose products are computed together, and the most vectors of channels on each side. */
const GRADIENT_GROUP = 16;
const GRADIENT_VECTORS = 12;

const N0 = 1 / (A * A * B * B);
const NA = 1 / (2 * A * A * (A * A - B * B));
const NB = 1 / (2 * B * B * (B * B - A * A));

const splat = (value) => `f32x4.splat(<f32>${value})`;
const add = (a, b) => `f32x4.add(${a}, ${b})`;
const sub = (a, b) => `f32x4.sub(${a}, ${b})`;
const mul = (factor, a) => `f32x4.mul(${splat(factor)}, ${a})`;
const madd = (factor, a, b) => `fma(${splat(factor)}, ${a}, ${b})`;
const nmadd = (factor, a, b) => `fnma(${splat(factor)}, ${a}, ${b})`;

/** Lines from loaded `d0`, `d1`, ... to the values to be stored; declarations come first. */
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

const INPUTS = {
  input: () => SIDE,
  output: () => SIDE,
  outputGradient: () => 4,
  weights: (size) => size,
  weightGradient: () => SIDE,
};

/** Bytes between the loaded or stored vectors: a number, or the name of a parameter. */
const load = (index, step) =>
  typeof step === "number"
    ? `v128.load(from, ${step * index})`
    : `v128.load(from${index === 0 ? "" : ` + ${index} * ${step}`})`;
const store = (index, step, value) =>
  typeof step === "number"
    ? `v128.store(to, ${value}, ${step * index});`
    : `v128.store(to${index === 0 ? "" : ` + ${index} * ${step}`}, ${value});`;

function line(name, formula, size, step, toStep) {
  const [declared, results] = FORMULAS[formula](size);
  const parameters = ["from", "to", ...[step, toStep].filter((own) => typeof own === "string")];
  const loads = Array.from({ length: INPUTS[formula](size) }, (_, k) => `  const d${k} = ${load(k, step)};`);
  return `// @inline
export function ${name}(${parameters.map((own) => `${own}: usize`).join(", ")}): void {
${loads.join("\n")}
${declared.map(([own, value]) => `  const ${own} = ${value};`).join("\n")}
${results.map((value, k) => `  ${store(k, toStep, value)}`).join("\n")}
}`;
}

const POSITION = GROUP * VECTOR;
const SUMS = 2 * POSITION;
/** A vector more, so that the positions of a tile do not fall into the same set of a cache. */
const GRADIENT_POSITION = GRADIENT_GROUP * GRADIENT_VECTORS * VECTOR + 4 * VECTOR;

const sizes = (make) => [3, 5].flatMap(make);

/** Text of `kernels/winograd-lines.ts`. */
export const WINOGRAD_TEXT = `import { fma, fnma } from "./fma";

export const SIDE: u32 = ${SIDE};
export const POSITIONS: u32 = ${SIDE * SIDE};
export const ROW_BYTES: usize = ${ROW};
export const GROUP_TILES: u32 = ${GROUP};
export const POSITION_BYTES: usize = ${POSITION};
export const SUM_BYTES: usize = ${SUMS};
export const GRADIENT_TILES: u32 = ${GRADIENT_GROUP};
export const GRADIENT_VECTORS: u32 = ${GRADIENT_VECTORS};
export const GRADIENT_POSITION_BYTES: usize = ${GRADIENT_POSITION};

${[
  line("inputColumn", "input", 0, "step", ROW),
  line("inputRow", "input", 0, VECTOR, POSITION),
  line("inputGradientRow", "input", 0, VECTOR, GRADIENT_POSITION),
  ...sizes((size) => [
    line(`output${size}Column`, "output", size, SIDE * SUMS, ROW),
    line(`output${size}Row`, "output", size, VECTOR, VECTOR),
    line(`weights${size}Column`, "weights", size, "step", ROW),
    line(`weights${size}Row`, "weights", size, VECTOR, "toStep"),
  ]),
  line("outputGradientColumn", "outputGradient", 3, "step", ROW),
  line("outputGradientRow", "outputGradient", 3, VECTOR, GRADIENT_POSITION),
  line("weightGradientColumn", "weightGradient", 3, "step", ROW),
  line("weightGradientRow", "weightGradient", 3, VECTOR, VECTOR),
].join("\n\n")}
`;
export const WINOGRAD_VECTOR_BYTES = SIDE * SIDE * POSITION;
