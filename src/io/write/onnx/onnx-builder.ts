import { create, toBinary } from "@bufbuild/protobuf";
import {
  type AttributeProto,
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  type TensorProto,
  TensorProto_DataType,
  TensorProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from "./onnx_pb.js";

/** Version of the operators' definitions, and that of the file format which came with it. */
const OPSET = 17;
const IR_VERSION = 8n;

/** A setting of an operator: a whole number, several of them, or a text. */
type Attribute = number | readonly number[] | string;

/** Values of a constant with their shape; whole numbers have 64 bits in ONNX. */
export interface OnnxConstant {
  readonly type: "float" | "int64";
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

function attributeOf(name: string, value: Attribute): AttributeProto {
  if (typeof value === "string") {
    const s = new TextEncoder().encode(value);
    return create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.STRING, s });
  }
  if (typeof value !== "number") {
    const type = AttributeProto_AttributeType.INTS;
    return create(AttributeProtoSchema, { name, type, ints: value.map(BigInt) });
  }
  return Number.isInteger(value)
    ? create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.INT, i: BigInt(value) })
    : create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.FLOAT, f: value });
}

function bytesOf({ type, values }: OnnxConstant): Uint8Array {
  const bytes = new Uint8Array(values.length * (type === "float" ? 4 : 8));
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < values.length; at++) {
    if (type === "float") view.setFloat32(4 * at, values[at], true);
    else view.setBigInt64(8 * at, BigInt(values[at]), true);
  }
  return bytes;
}

/** A plane per image and channel, `[batch, channel, row, column]`, of any batch size and any side lengths. */
function planes(name: string, channels: number): ValueInfoProto {
  const open = (dimParam: string) => ({ value: { case: "dimParam", value: dimParam } as const });
  const dim = [
    open("batch"),
    { value: { case: "dimValue", value: BigInt(channels) } as const },
    open("rows"),
    open("columns"),
  ];
  const value = { elemType: TensorProto_DataType.FLOAT, shape: { dim } };
  return create(ValueInfoProtoSchema, { name, type: { value: { case: "tensorType", value } } });
}

/** An ONNX graph that is built node by node. Every value has a name; names must be unique. */
export class OnnxBuilder {
  readonly #nodes: NodeProto[] = [];
  readonly #constants = new Map<string, TensorProto>();
  readonly #inputs: ValueInfoProto[] = [];
  readonly #outputs: ValueInfoProto[] = [];

  /** Adds an input `[batch, channel, row, column]`, and returns its name. */
  input(name: string, channels: number): string {
    this.#inputs.push(planes(name, channels));
    return name;
  }

  /** Declares a value `[batch, channel, row, column]` an output. */
  output(name: string, channels: number): void {
    this.#outputs.push(planes(name, channels));
  }

  /** Adds a constant unless there is one of that name, and returns the name. */
  constant(name: string, constant: OnnxConstant): string {
    if (!this.#constants.has(name)) {
      const dims = constant.shape.map(BigInt);
      const dataType = TensorProto_DataType[constant.type === "float" ? "FLOAT" : "INT64"];
      this.#constants.set(
        name,
        create(TensorProtoSchema, { name, dims, dataType, rawData: bytesOf(constant) }),
      );
    }
    return name;
  }

  /** A constant with one value and no axes. */
  scalar(name: string, value: number, type: OnnxConstant["type"] = "float"): string {
    return this.constant(name, { type, shape: [], values: [value] });
  }

  /** A constant list of whole numbers. */
  whole(name: string, values: readonly number[]): string {
    return this.constant(name, { type: "int64", shape: [values.length], values });
  }

  /** Adds a node with one output, named like it, and returns that name. */
  node(
    name: string,
    opType: string,
    input: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): string {
    const attribute = Object.entries(attributes).map(([key, value]) => attributeOf(key, value));
    this.#nodes.push(create(NodeProtoSchema, { name, opType, input: [...input], output: [name], attribute }));
    return name;
  }

  /**
   * The model as a file.
   * @param metadata texts by name, which runtimes show as the model's metadata
   */
  encode(title: string, metadata: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
    const model = create(ModelProtoSchema, {
      irVersion: IR_VERSION,
      producerName: "Direction Lab",
      docString: title,
      opsetImport: [{ domain: "", version: BigInt(OPSET) }],
      metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
      graph: {
        name: title,
        node: this.#nodes,
        initializer: [...this.#constants.values()],
        input: this.#inputs,
        output: this.#outputs,
      },
    });
    return new Uint8Array(toBinary(ModelProtoSchema, model));
  }
}
