import { measureImage } from "../core/dataset/measure-image.ts";
import { LabError } from "../core/errors.ts";
import { checkCard, type ModelCard } from "../core/model-card.ts";
import { channelOf } from "../core/raster/channel.ts";
import { normalise } from "../core/raster/normalise.ts";
import type { ImageValues, Recipe } from "../core/recipe/recipe.ts";
import { drawBuiltInImage } from "../core/synth/draw-sample.ts";
import { type FieldNetworks, predictField } from "../engine/prediction/predict-field.ts";
import type { ArchivedNetworks } from "../io/write/archived-network.ts";
import type { TestedImage } from "../io/write/bioimageio/model-package.ts";
import { pipelineOf } from "../io/write/pipeline-of.ts";

/** The networks cannot be packaged. */
class PackageError extends LabError {
  override name = "PackageError";
}

const SEED = 1;

/** A synthetic image of the kind that the networks were trained on, as far as the recipe tells, and as they see it. */
async function testImage({ synthetic }: Recipe, { channel, normalisation }: ImageValues) {
  const { pixels } = drawBuiltInImage(synthetic.kind === "phase" ? "phase" : "fluorescence", SEED, 0);
  const { rows, columns } = pixels;
  const raw = Float32Array.from(channelOf(pixels, channel));
  const passes = async function* () {
    yield raw.slice();
  };
  const measures = await measureImage(passes, { rows, columns, type: "float32" }, normalisation);
  return { rows, columns, raw, image: normalise(raw.slice(), measures) };
}

async function tested(recipe: Recipe, values: ImageValues, networks: FieldNetworks): Promise<TestedImage> {
  const { rows, columns, raw, image } = await testImage(recipe, values);
  const images = { semantic: image, direction: image, shared: image };
  const { probability, unitVectors, expectedLevel } = await predictField(
    { rows, columns, images, gate: null, truth: null },
    networks,
    { testTimeAugmentation: false },
  );
  if (!probability) throw new PackageError("A package needs a network that predicts the mask.");
  return { rows, columns, raw, image, probability, unitVectors, expectedLevel };
}

/**
 * A model package of bioimage.io of the networks that predict. Its test output is that of the given networks, which run
 * on an engine of the lab.
 * @throws LabError if the card is incomplete or the networks make no pipeline
 */
export async function modelPackage(
  content: ArchivedNetworks,
  networks: FieldNetworks,
  card: ModelCard,
): Promise<Uint8Array<ArrayBuffer>> {
  checkCard(card);
  const pipeline = pipelineOf(content);
  if (!pipeline) {
    throw new PackageError(
      "A package needs a network that predicts the mask, and networks that see the same normalised image. Train One network, or all stages with one recipe.",
    );
  }
  const [parts, { recipe: values }] = pipeline;
  const [{ writeOnnxPipeline }, { writeModelPackage }] = await Promise.all([
    import("../io/write/onnx/onnx-pipeline.ts"),
    import("../io/write/bioimageio/model-package.ts"),
  ]);
  const onnx = writeOnnxPipeline(parts, { recipe: JSON.stringify(content.recipe) });
  const test = await tested(content.recipe, values, networks);
  return writeModelPackage({ card, onnx, values, test });
}
