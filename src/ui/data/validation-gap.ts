/**
 * What a dataset with training images lacks for validation, in words; null if there are validation images, or
 * no training images.
 */
export function validationGap(trainingImages: number, validationImages: number): string | null {
  if (trainingImages === 0 || validationImages > 0) return null;
  return "There are no validation images: without a validation loss, angle or score, overfitting cannot be seen. Add a second image with a mask. Images of one group count as one image.";
}
