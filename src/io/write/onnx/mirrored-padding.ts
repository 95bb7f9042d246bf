import type { OnnxBuilder } from "./onnx-builder.ts";

/** Axes of rows and columns in `[batch, channel, row, column]`. */
const SIDES = [
  { name: "rows", axis: 2 },
  { name: "columns", axis: 3 },
] as const;

/** The lengths of rows and columns of an image, each as a list of one number. */
function sideLengths(builder: OnnxBuilder, image: string): readonly string[] {
  return SIDES.map(({ name, axis }) =>
    builder.node(`padding/${name}`, "Shape", [image], { start: axis, end: axis + 1 }),
  );
}

/**
 * Pads the lower and right edge of an image to multiples of `multiple` px by reflection that repeats the edge pixels,
 * as the lab does for prediction. ONNX has no such padding: the places to read are computed.
 */
export function addMirroredPadding(builder: OnnxBuilder, image: string, multiple: number): string {
  const lengths = sideLengths(builder, image);
  const [zero, one] = [0, 1].map((value) => builder.scalar(`constant/${value}`, value, "int64"));
  const of = builder.scalar(`constant/multiple_of_${multiple}`, multiple, "int64");
  const above = builder.scalar(`constant/below_${multiple}`, multiple - 1, "int64");
  const twice = builder.scalar("constant/2", 2, "int64");
  return SIDES.reduce((planes, { name, axis }, side) => {
    const at = (part: string) => `padding/${name}/${part}`;
    const length = builder.node(at("length"), "Squeeze", [lengths[side]]);
    const raised = builder.node(at("raised"), "Add", [length, above]);
    const strides = builder.node(at("strides"), "Div", [raised, of]);
    const padded = builder.node(at("padded"), "Mul", [strides, of]);
    const places = builder.node(at("places"), "Range", [zero, padded, one]);
    const period = builder.node(at("period"), "Mul", [length, twice]);
    const within = builder.node(at("within"), "Mod", [places, period]);
    const last = builder.node(at("last"), "Sub", [period, one]);
    const reflected = builder.node(at("reflected"), "Sub", [last, within]);
    const isInside = builder.node(at("is_inside"), "Less", [within, length]);
    const source = builder.node(at("source"), "Where", [isInside, within, reflected]);
    return builder.node(at("image"), "Gather", [planes, source], { axis });
  }, image);
}

/** Cuts padding off again: planes of the size of `image`, from the upper left corner. */
export function addCrop(builder: OnnxBuilder, name: string, planes: string, image: string): string {
  const shape = builder.node(`${name}/shape`, "Shape", [image], { start: SIDES[0].axis });
  const from = builder.whole("constant/corner", [0, 0]);
  const axes = builder.whole(
    "constant/sides",
    SIDES.map(({ axis }) => axis),
  );
  return builder.node(name, "Slice", [planes, from, shape, axes]);
}
