import { counted } from "../counted.ts";
import type { RecordedImage, RunImages } from "./run-images.ts";

/** Names listed before the others are counted. */
const LISTED = 3;

function named(images: readonly RecordedImage[]): string {
  const names = images.slice(0, LISTED).map(({ name }) => name);
  const others = images.length - names.length;
  return [...names, ...(others > 0 ? [`${others} more`] : [])].join(", ");
}

type Part = "training" | "validation";
const PARTS: readonly Part[] = ["training", "validation"];

function byName(images: readonly RecordedImage[]): ReadonlyMap<string, RecordedImage> {
  return new Map(images.map((image) => [image.name, image]));
}

/**
 * The differences between the images of a run and those of today, as sentences; empty if there are none. Images are
 * matched by name.
 */
export function dataChanges(before: RunImages, now: RunImages): readonly string[] {
  return PARTS.flatMap((part) => {
    const [old, today] = [byName(before[part]), byName(now[part])];
    const gone = before[part].filter(({ name }) => !today.has(name));
    const added = now[part].filter(({ name }) => !old.has(name));
    const altered = now[part].filter(({ name, id }) => old.has(name) && old.get(name)?.id !== id);
    const sentences: string[] = [];
    const say = (images: readonly RecordedImage[], verb: string) => {
      if (images.length > 0)
        sentences.push(`${counted(images.length, `${part} image`)} ${verb}: ${named(images)}.`);
    };
    say(gone, "removed");
    say(added, "added");
    say(altered, "changed");
    const isReordered =
      sentences.length === 0 && before[part].some(({ id }, index) => now[part][index]?.id !== id);
    if (isReordered) sentences.push(`The ${part} images are in another order.`);
    return sentences;
  });
}
