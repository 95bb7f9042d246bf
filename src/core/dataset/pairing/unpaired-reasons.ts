import { addTo } from "./add-to.ts";
import { foldName } from "./fold-name.ts";
import { withoutLabelSuffix } from "./label-names.ts";
import { baseName, splitPath } from "./path-name.ts";

/** The reason given for labels whose name matches no image. */
export const NO_IMAGE = "No image was found for these labels.";
const IMAGES_SHOWN = 5;

/** A name without the number that distinguishes it from others of the same name. */
export function withoutNumber(name: string): string {
  return name.replace(/ \(\d{1,6}\)$/, "");
}

/**
 * Explains why label files have no image: several images have their name, or none. @param images paths of all
 * images
 */
export function unpairedReasons(images: readonly string[]): (labels: string) => string {
  const named = new Map<string, string[]>();
  for (const image of images) {
    for (const name of new Set([splitPath(image).stem, baseName(image)].map(foldName)))
      addTo(named, name, image);
  }
  return (labels) => {
    const name = withoutLabelSuffix(labels);
    const alike = [name, withoutNumber(name)].map((one) => named.get(foldName(one)) ?? []);
    const all = alike[0].length > 0 ? alike[0] : alike[1];
    if (all.length < 2) return NO_IMAGE;
    const more = all.length > IMAGES_SHOWN ? ` and ${all.length - IMAGES_SHOWN} more` : "";
    return `It is not certain to which image these labels belong: ${all.slice(0, IMAGES_SHOWN).join(", ")}${more}. Put them into the folders of their images, or pair them by hand.`;
  };
}
