import * as v from "valibot";
import { counted } from "../../counted.ts";
import { LabError } from "../../errors.ts";
import type { ImageRecord } from "../image-record.ts";
import { type Assignments, IMAGE_SETS, type ImageSet } from "./image-sets.ts";

/** Incremented whenever the format of the list changes. */
const VERSION = 1;

const LONGEST_NAME = 4096;

/** An image that was assigned to a set by hand when a run started. */
export interface AssignedImage {
  /** Name in the list of images. */
  readonly image: string;
  /** Hash of name and content, by which the image is recognised. */
  readonly id: string;
  readonly set: ImageSet;
}

const text = v.pipe(v.string(), v.maxLength(LONGEST_NAME));
/** Images with their sets, from an untrusted source. */
export const assignedSchema = v.array(v.object({ image: text, id: text, set: v.picklist(IMAGE_SETS) }));
const schema = v.object({ version: v.literal(VERSION), assigned: assignedSchema });

/** The images of a dataset that are assigned by hand, in the order of the dataset. */
export function assignedImages(
  records: readonly Pick<ImageRecord, "id" | "name">[],
  assigned: Assignments,
): readonly AssignedImage[] {
  return records.flatMap(({ id, name }) => {
    const set = assigned.get(id);
    return set ? [{ image: name, id, set }] : [];
  });
}

/** The list as plain JSON; `parseAssigned` is the inverse. */
export function assignedJson(assigned: readonly AssignedImage[]): object {
  return { version: VERSION, assigned };
}

/** Validates a list from an untrusted source. Throws a LabError if a part is invalid or of another version. */
export function parseAssigned(value: unknown): readonly AssignedImage[] {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output.assigned;
  throw new LabError(
    "This list of assigned images is damaged or of another version. Export the weights again.",
    {
      cause: result.issues,
    },
  );
}

const count = (images: readonly AssignedImage[]) =>
  IMAGE_SETS.flatMap((set) => {
    const inSet = images.filter((image) => image.set === set).length;
    return inSet === 0 ? [] : `${inSet} ${set === "excluded" ? "excluded" : `to ${set}`}`;
  }).join(", ");

/**
 * What an archive states about images assigned by hand, in a sentence or two, and how many of them are here with
 * another set; empty if none were assigned. Nothing is assigned by it.
 */
export function describeAssigned(
  stated: readonly AssignedImage[],
  records: readonly Pick<ImageRecord, "id">[],
  assigned: Assignments,
): string {
  if (stated.length === 0) return "";
  const ids = new Set(records.map(({ id }) => id));
  const others = stated.filter(({ id, set }) => ids.has(id) && assigned.get(id) !== set).length;
  const states = `Its run had ${counted(stated.length, "image")} assigned by hand (${count(stated)}).`;
  if (others === 0) return states;
  return `${states} ${others === 1 ? "1 of them is" : `${others} of them are`} here with another set; nothing was changed. sets.json in the archive names them.`;
}
