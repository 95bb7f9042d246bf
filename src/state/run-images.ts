import type { ImageRecord } from "../core/dataset/image-record.ts";
import { splitImages } from "../core/dataset/sampling/split.ts";
import type { Recipe } from "../core/recipe/recipe.ts";
import { usedRecords } from "./exclusion.ts";

const trainingImage = ({ id, rows, columns, cells }: ImageRecord) => ({ id, rows, columns, cells });
const validationImage = ({ id, rows, columns }: ImageRecord) => ({ id, rows, columns });

/** The images of a run of this recipe. */
export function runImages({ validationFraction, seed }: Recipe) {
  const { training, validation } = splitImages(usedRecords(), { fraction: validationFraction, seed });
  return { training: training.map(trainingImage), validation: validation.map(validationImage) };
}
