/** An attribute of a TensorFlow graph node, in the JSON form of its protocol buffer. */
type Attribute =
  | { readonly type: "DT_FLOAT" | "DT_INT32" }
  | { readonly b: boolean }
  | { readonly f: number }
  | { readonly i: string }
  | { readonly s: string }
  | { readonly shape: TensorShape }
  | { readonly list: { readonly i: readonly string[] } };

/** A shape; unknown sizes are "-1". */
export interface TensorShape {
  readonly dim: readonly { readonly size: string }[];
}

/** One operation of a TensorFlow graph. */
export interface NodeDef {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr: Readonly<Record<string, Attribute>>;
}

const FLOAT: Attribute = { type: "DT_FLOAT" };
const INTEGER: Attribute = { type: "DT_INT32" };

/** Strings are bytes in the protocol buffer, hence base64 in JSON. */
const text = (value: string): Attribute => ({ s: btoa(value) });
const integers = (...values: readonly number[]): Attribute => ({ list: { i: values.map(String) } });
const ONE_EACH = integers(1, 1, 1, 1);
const BLOCKS_OF_TWO = integers(1, 2, 2, 1);
const ROWS_COLUMNS_CHANNELS = text("NHWC");

/** `[batch, row, column, channels]` with unknown batch, rows and columns. */
export function openShape(channels: number): TensorShape {
  return { dim: [-1, -1, -1, channels].map((size) => ({ size: String(size) })) };
}

/** TensorFlow operations on float tensors, each with all required attributes. */
export const node = {
  placeholder: (name: string, channels: number): NodeDef => ({
    name,
    op: "Placeholder",
    attr: { dtype: FLOAT, shape: { shape: openShape(channels) } },
  }),
  constant: (name: string, type: "float32" | "int32"): NodeDef => ({
    name,
    op: "Const",
    attr: { dtype: type === "float32" ? FLOAT : INTEGER },
  }),
  conv: (name: string, x: string, kernel: string): NodeDef => ({
    name,
    op: "Conv2D",
    input: [x, kernel],
    attr: {
      T: FLOAT,
      strides: ONE_EACH,
      dilations: ONE_EACH,
      padding: text("SAME"),
      data_format: ROWS_COLUMNS_CHANNELS,
    },
  }),
  biasAdd: (name: string, x: string, bias: string): NodeDef => ({
    name,
    op: "BiasAdd",
    input: [x, bias],
    attr: { T: FLOAT, data_format: ROWS_COLUMNS_CHANNELS },
  }),
  batchNorm: (name: string, inputs: readonly string[], epsilon: number): NodeDef => ({
    name,
    op: "FusedBatchNormV3",
    input: inputs,
    attr: {
      T: FLOAT,
      U: FLOAT,
      epsilon: { f: epsilon },
      is_training: { b: false },
      data_format: ROWS_COLUMNS_CHANNELS,
    },
  }),
  pool: (name: string, op: "MaxPool" | "AvgPool", x: string): NodeDef => ({
    name,
    op,
    input: [x],
    attr: {
      T: FLOAT,
      ksize: BLOCKS_OF_TWO,
      strides: BLOCKS_OF_TWO,
      padding: text("VALID"),
      data_format: ROWS_COLUMNS_CHANNELS,
    },
  }),
  resize: (
    name: string,
    op: "ResizeBilinear" | "ResizeNearestNeighbor",
    x: string,
    size: string,
  ): NodeDef => ({
    name,
    op,
    input: [x, size],
    attr: { T: FLOAT, align_corners: { b: false }, half_pixel_centers: { b: op === "ResizeBilinear" } },
  }),
  concat: (name: string, parts: readonly string[], axis: string): NodeDef => ({
    name,
    op: "ConcatV2",
    input: [...parts, axis],
    attr: { T: FLOAT, Tidx: INTEGER, N: { i: String(parts.length) } },
  }),
  sum: (name: string, x: string, axis: string): NodeDef => ({
    name,
    op: "Sum",
    input: [x, axis],
    attr: { T: FLOAT, Tidx: INTEGER, keep_dims: { b: true } },
  }),
  elementwise: (
    name: string,
    op: "Relu" | "Mul" | "Maximum" | "Sqrt" | "RealDiv",
    ...inputs: string[]
  ): NodeDef => ({
    name,
    op,
    input: inputs,
    attr: { T: FLOAT },
  }),
  shape: (name: string, x: string): NodeDef => ({
    name,
    op: "Shape",
    input: [x],
    attr: { T: FLOAT, out_type: INTEGER },
  }),
  slice: (name: string, x: string, begin: string, end: string, strides: string): NodeDef => ({
    name,
    op: "StridedSlice",
    input: [x, begin, end, strides],
    attr: {
      T: INTEGER,
      Index: INTEGER,
      begin_mask: { i: "0" },
      end_mask: { i: "0" },
      ellipsis_mask: { i: "0" },
      new_axis_mask: { i: "0" },
      shrink_axis_mask: { i: "0" },
    },
  }),
  multiplyIntegers: (name: string, a: string, b: string): NodeDef => ({
    name,
    op: "Mul",
    input: [a, b],
    attr: { T: INTEGER },
  }),
};
