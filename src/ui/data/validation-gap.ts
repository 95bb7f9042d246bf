/** What a dataset that trains without validating lacks, in words; null where something validates, or nothing trains. */
export function validationGap(trainingImages: number, validationImages: number): string | null {
  if (trainingImages === 0 || validationImages > 0) return null;
  return "There are no validation images: without a validation loss, angle or score, overfitting cannot be seen. Add a second image with a mask. Images of one group count as one image.";
}
