import type { Evaluation } from "../src/core/instances/evaluation.ts";
import type { ParameterSource } from "../src/core/instances/parameter-source.ts";
import type { InstanceChoice } from "../src/core/instances/parameters.ts";
import type { Gate } from "../src/core/recipe/recipe.ts";
import type { ImageScore } from "../src/workers/cells.protocol.ts";

const VERSION = 1;

/** How the cells of images were found, and their scores. */
export interface Predictions {
  readonly gate: Gate;
  readonly testTimeAugmentation: boolean;
  readonly choice: InstanceChoice | null;
  readonly parameterSource: ParameterSource | null;
  /** Null without labels. */
  readonly evaluation: Evaluation | null;
  readonly images: readonly ImageScore[];
}

/** The text of predictions.json. `nameOf` names the image of an id. */
export function predictionsText(
  { gate, testTimeAugmentation, choice, parameterSource, evaluation, images }: Predictions,
  nameOf: (id: string) => string | undefined,
): string {
  const document = {
    version: VERSION,
    gate,
    testTimeAugmentation,
    ...choice,
    parameterSource,
    evaluation,
    images: images.map(({ imageId, ...image }) => ({ name: nameOf(imageId), ...image })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
