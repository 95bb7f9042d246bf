import type { ImageRecord } from "../core/dataset/image-record.ts";
import { splitNow } from "./image-sets.ts";

const trainingImage = ({ id, rows, columns, cells }: ImageRecord) => ({ id, rows, columns, cells });
const validationImage = ({ id, rows, columns }: ImageRecord) => ({ id, rows, columns });

/** The images of a run of the current recipe. */
export function runImages() {
  const { training, validation } = splitNow();
  return { training: training.map(trainingImage), validation: validation.map(validationImage) };
}
