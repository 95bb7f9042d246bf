import type { Refusal } from "../../../core/dataset/image-record.ts";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import type { Truth } from "../../../core/dataset/pairing/found-pair.ts";
import { namesApart, rankOfLabels, rankOfTable } from "../../../core/dataset/pairing/label-rank.ts";
import type { PlannedImage } from "../../../core/dataset/pairing/pairing.ts";
import type { Sources } from "../images/decode-raster.ts";
import { MAX_SPARES } from "./fuller-labels.ts";

/** The result of reading an image with the first of its label sources that can be read. */
interface ReadWithLabels<Result> {
  readonly result: Result;
  /** The plan with the source in use, and notes about unreadable sources. */
  readonly plan: PlannedImage;
  /** Skipped sources, with the reason. */
  readonly damaged: readonly Refusal[];
}

function rankOf(truth: Truth, { tables }: Pick<Sources, "tables">): number {
  if (truth.kind === "labels") return rankOfLabels(truth.path);
  if (truth.kind !== "table") return 0;
  return rankOfTable(truth.path, tables.get(truth.path)?.images.get(truth.id)?.drawn ?? true);
}

function pathOf(truth: Truth): string {
  if (truth.kind === "masks") return truth.paths[0];
  return truth.kind === "none" ? "" : truth.path;
}

/** The other label sources of an image, the most exact first. */
function nextOf({ truth, spare = [] }: PlannedImage, sources: Pick<Sources, "tables">): readonly Truth[] {
  return spare
    .filter((source) => source.kind !== "markers")
    .map((source) => source.truth)
    .filter((other) => other.kind !== "none" && pathOf(other) !== pathOf(truth))
    .sort((a, b) => rankOf(a, sources) - rankOf(b, sources))
    .slice(0, MAX_SPARES);
}

/** The image with another label source, since one cannot be read. */
function planWith(plan: PlannedImage, truth: Truth, { file, reason }: Refusal): PlannedImage {
  const { image, spare = [], notes = [] } = plan;
  const [broken, used] = namesApart([file, pathOf(truth)]);
  return {
    ...plan,
    truth,
    spare: spare.filter((source) => source.truth !== truth),
    source: namesApart([image, pathOf(truth)]).join(" with "),
    why: `in place of ${broken}`,
    notes: [...notes, `The labels are those of ${used}, since ${broken} cannot be used: ${reason}`],
  };
}

/**
 * Reads an image with its labels. If these are damaged or not labels, uses the most exact of its other
 * sources that can be read. Throws the FileError of the first source if none can be read, or if the image
 * itself is at fault.
 */
export async function readWithNextLabels<Result>(
  plan: PlannedImage,
  sources: Pick<Sources, "tables">,
  read: (plan: PlannedImage) => Promise<Result>,
): Promise<ReadWithLabels<Result>> {
  try {
    return { result: await read(plan), plan, damaged: [] };
  } catch (error) {
    // Errors in the cells of a table name their image.
    const isOfLabels =
      error instanceof FileError && (error.file !== plan.image || plan.truth.kind === "table");
    if (!isOfLabels) throw error;
    const file = error.file === plan.image ? pathOf(plan.truth) : error.file;
    const damaged = { file, reason: error.reason };
    for (const truth of nextOf(plan, sources)) {
      const next = planWith(plan, truth, damaged);
      try {
        return { result: await read(next), plan: next, damaged: [damaged] };
      } catch (other) {
        if (!(other instanceof FileError)) throw other;
      }
    }
    throw error;
  }
}
