import { counted } from "../counted.ts";
import type { UnlikeImages } from "./unlike-images.ts";

/** The warning that images to predict differ from the training images, with the name of the first. */
export function describeUnlike({ images, differences }: UnlikeImages<{ readonly name: string }>): string {
  const [first] = images;
  const [have, them] = images.length === 1 ? ["has", "it"] : ["have", "them"];
  const example = images.length === 1 ? ` (${first.name})` : ` (e.g. ${first.name})`;
  return `${counted(images.length, "image")} to predict${example} ${have} ${differences} than the training images. The networks may fail on ${them}.`;
}
