import { type Choice, type LayerWork, layerShape } from "../../plan/choice.ts";
import { compileTraining, type Network } from "../../plan/compile.ts";
import { pixelsOf, vectorsOf } from "../../plan/ir/view.ts";
import type { BatchShape } from "../../plan/lowering.ts";
import type { Training } from "../../plan/training-memory.ts";

/** All work of one shape in a training step. */
export interface LayerClass {
  readonly shape: string;
  /** A representative of the class. */
  readonly work: LayerWork;
  /** The default choice of the network's tiling. */
  readonly choice: Choice;
  /** Number of layers with work of this shape. */
  readonly layers: number;
}

const costOf = ({ layers, work: { size, x, target } }: LayerClass) =>
  layers * size * size * pixelsOf(target) * vectorsOf(x) * vectorsOf(target);

/**
 * The shapes of convolutions in a training step, the most work first.
 * Throws a RangeError when the network does not accept the size.
 */
export function layerClasses(
  network: Network,
  size: BatchShape,
  { loss, optimiser }: Training,
): LayerClass[] {
  const { tiling } = network;
  const classes = new Map<string, LayerClass>();
  const record = <Chosen extends Choice>(work: LayerWork, choice: Chosen): Chosen => {
    const shape = layerShape(work);
    const known = classes.get(shape);
    classes.set(shape, { work, choice, ...known, shape, layers: (known?.layers ?? 0) + 1 });
    return choice;
  };
  const recordingTiling = {
    ...tiling,
    convolution: (work: LayerWork) => record(work, tiling.convolution(work)),
    weightGradient: (work: LayerWork) => record(work, tiling.weightGradient(work)),
  };
  compileTraining({ ...network, tiling: recordingTiling }, size, loss, optimiser);
  return [...classes.values()].sort((a, b) => costOf(b) - costOf(a));
}
