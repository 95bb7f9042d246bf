import type { Graph } from "../../nets/graph.ts";
import { isTrained, type Parameter, parametersOf } from "../../nets/parameters.ts";
import { type NumberArray, sizeOf, type Weights, weightsOf } from "../../nets/weights.ts";
import type { DeviceArray } from "../device/device-array.ts";
import { VECTOR, vectorsFor } from "./ir/view.ts";

/** Position of an array in its arena, in vectors. */
export interface Slot {
  readonly parameter: Parameter;
  readonly offset: number;
  readonly vectors: number;
}

/** Binding offsets are multiples of 256 bytes (16 vectors), which every WebGPU device supports. */
const ALIGNMENT = 16;

/** Roles of arrays that directly follow their predecessor, to be bound together with it. */
const SECOND_OF_PAIR = new Set(["shift", "runningVariance"]);

const padded = (channels: number) => vectorsFor(channels) * VECTOR;

function paddedShape({ role, shape }: Parameter): readonly number[] {
  if (role !== "kernel") return [padded(shape[0])];
  const [rows, columns, channels, filters] = shape;
  return [rows, columns, padded(channels), padded(filters)];
}

/** Calls `visit` with the indices of each value in the unpadded array and in the padded slot. */
function eachValue({ parameter }: Slot, visit: (plain: number, inSlot: number) => void): void {
  const { role, shape } = parameter;
  const [channels, filters] = role === "kernel" ? shape.slice(2) : [1, shape[0]];
  const [paddedChannels, paddedFilters] =
    role === "kernel" ? [padded(channels), padded(filters)] : [1, filters];
  const taps = sizeOf(shape) / channels / filters;
  for (let tap = 0; tap < taps; tap++) {
    for (let channel = 0; channel < channels; channel++) {
      const plain = (tap * channels + channel) * filters;
      const inSlot = (tap * paddedChannels + channel) * paddedFilters;
      for (let filter = 0; filter < filters; filter++) visit(plain + filter, inSlot + filter);
    }
  }
}

/** All trained or all running arrays of a network in one buffer, with channels padded to whole vectors. */
export class Arena {
  readonly #slots = new Map<string, Slot>();
  readonly vectors: number;

  constructor(parameters: readonly Parameter[]) {
    let end = 0;
    for (const parameter of parameters) {
      if (!SECOND_OF_PAIR.has(parameter.role)) end = Math.ceil(end / ALIGNMENT) * ALIGNMENT;
      const vectors = sizeOf(paddedShape(parameter)) / VECTOR;
      this.#slots.set(parameter.name, { parameter, offset: end, vectors });
      end += vectors;
    }
    this.vectors = Math.max(1, end);
  }

  /** Offset in f32 and shapes of each array, by name. */
  arrays(): Record<string, Omit<DeviceArray, "buffer">> {
    return Object.fromEntries(
      [...this.#slots].map(([name, { parameter, offset }]) => [
        name,
        { offset: offset * VECTOR, padded: paddedShape(parameter), shape: parameter.shape },
      ]),
    );
  }

  /** The slot of an array, which must be in this arena. */
  slot(name: string): Slot {
    return this.#slots.get(name)!;
  }

  /** Throws a RangeError naming the array that is missing or has the wrong shape. */
  pack(weights: Weights): Float32Array<ArrayBuffer> {
    const packed = this.zeros();
    for (const slot of this.#slots.values()) {
      const { data } = weightsOf(weights, slot.parameter);
      eachValue(slot, (plain, inSlot) => {
        packed[slot.offset * VECTOR + inSlot] = data[plain];
      });
    }
    return packed;
  }

  /** Result of `pack` for arrays of zeros. */
  zeros(): Float32Array<ArrayBuffer> {
    return new Float32Array(this.vectors * VECTOR);
  }

  /** Inverse of `pack`. */
  unpack(packed: Float32Array): Record<string, NumberArray> {
    return Object.fromEntries(
      [...this.#slots].map(([name, slot]) => {
        const { shape } = slot.parameter;
        const data = new Float32Array(sizeOf(shape));
        eachValue(slot, (plain, inSlot) => {
          data[plain] = packed[slot.offset * VECTOR + inSlot];
        });
        return [name, { shape, data }];
      }),
    );
  }
}

/** The arrays of a network: trained parameters, and running averages. */
export interface ParameterLayout {
  readonly trained: Arena;
  readonly running: Arena;
}

/** The arenas of a network, in the order of its graph. */
export function layOutParameters(graph: Graph): ParameterLayout {
  const parameters = parametersOf(graph);
  return {
    trained: new Arena(parameters.filter(isTrained)),
    running: new Arena(parameters.filter((parameter) => !isTrained(parameter))),
  };
}
