import type { Loss } from "../../core/losses/loss.ts";
import { type Graph, outputNode } from "../../nets/graph.ts";
import { graphChannels } from "../../nets/shapes.ts";
import { lowerLoss } from "./lower-loss.ts";
import { lowerMetrics } from "./lower-metrics.ts";
import type { BatchShape } from "./lowering.ts";
import { unpack } from "./operations/unpack.ts";
import { type Plan, PlanBuilder } from "./plan-builder.ts";

/**
 * Loss and metrics of an existing output: uploads `output` and `target NAME`, results `sums` and `metrics`.
 */
export function compileLoss(graph: Graph, { batch, rows, columns }: BatchShape, loss: Loss): Plan {
  const channels = graphChannels(graph).get(outputNode(graph).name)!;
  const builder = new PlanBuilder();
  const output = builder.view("activation", batch, [rows, columns, channels]);
  builder.dispatch(
    "loss",
    "output",
    unpack(builder.upload("output", batch * rows * columns * channels), output),
  );
  lowerLoss(builder, loss, output, null);
  lowerMetrics(builder, loss.task, output);
  return builder.plan();
}
