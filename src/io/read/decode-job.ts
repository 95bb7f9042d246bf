import type { Refusal } from "../../core/dataset/image-record.ts";
import { FileError } from "../../core/dataset/pairing/file-error.ts";
import { labelFilesOf, type Truth } from "../../core/dataset/pairing/found-pair.ts";
import type { PlannedImage } from "../../core/dataset/pairing/pairing.ts";
import type { StackChoice } from "../../core/dataset/stack-choice.ts";
import { SNIFFED_BYTES } from "./bytes/sniff.ts";
import type { SourceFile } from "./bytes/source-file.ts";
import { type DecodedPlan, decodePlan } from "./decode-plan.ts";
import type { Sources } from "./images/decode-raster.ts";
import type { PackedCells, TableImage } from "./tables/cell-list.ts";
import { unpackedCells } from "./tables/packed-cells.ts";

/** Maximum size in bytes of the files of an image that are copied to another thread. */
const MAX_JOB_BYTES = 2 ** 26;

/** Everything that determines how a planned image is decoded, for another thread. */
export interface DecodeJob {
  readonly plan: PlannedImage;
  readonly stack: StackChoice;
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  readonly tables: readonly { readonly path: string; readonly id: string; readonly cells: PackedCells }[];
}

/** The image of a job, or the file at fault. */
export type JobOutcome =
  | ({ readonly kind: "decoded" } & DecodedPlan)
  | { readonly kind: "refused"; readonly refusal: Refusal };

const truthsOf = ({ truth, spare = [] }: PlannedImage): readonly Truth[] => [
  truth,
  ...spare.map((source) => source.truth),
];

/**
 * The job of decoding a planned image; null for one that is better decoded here: since its files are large, or
 * its cells cannot leave this thread. Throws a FileError if a file cannot be read.
 */
export async function decodeJobOf(
  plan: PlannedImage,
  { files, tables, stack = {} }: Sources,
  signal: AbortSignal,
): Promise<DecodeJob | null> {
  const truths = truthsOf(plan);
  const paths = new Set([plan.image, ...truths.flatMap(labelFilesOf)]);
  const sources = [...paths].map((path) => files.get(path)).filter((source) => source !== undefined);
  if (sources.reduce((sum, { size }) => sum + size, 0) > MAX_JOB_BYTES) return null;
  const packed: DecodeJob["tables"][number][] = [];
  for (const truth of truths) {
    const image = truth.kind === "table" ? tables.get(truth.path)?.images.get(truth.id) : undefined;
    if (truth.kind !== "table" || !image) continue;
    if (!image.packed) return null;
    packed.push({ path: truth.path, id: truth.id, cells: image.packed() });
  }
  const read: DecodeJob["files"][number][] = [];
  for (const source of sources) {
    const bytes = await source.bytes(signal);
    // A view is copied with all of its buffer.
    const isWhole = bytes.length === bytes.buffer.byteLength;
    read.push({ path: source.path, bytes: isWhole ? bytes : bytes.slice() });
  }
  return { plan, stack, files: read, tables: packed };
}

/** A file whose bytes are here. Each reader gets its own, as it may write into them. */
function sourceOfBytes(path: string, bytes: Uint8Array): SourceFile {
  return {
    path,
    size: bytes.length,
    head: async () => bytes.slice(0, SNIFFED_BYTES),
    bytes: async () => bytes.slice(),
    async *parts() {
      yield bytes.slice();
    },
  };
}

function tablesOf(packed: DecodeJob["tables"]): Sources["tables"] {
  const tables = new Map<string, { path: string; images: Map<string, TableImage> }>();
  for (const { path, id, cells } of packed) {
    const table = tables.get(path) ?? { path, images: new Map() };
    table.images.set(id, unpackedCells(cells));
    tables.set(path, table);
  }
  return tables;
}

/** Decodes the image of a job as `decodePlan` does. */
export async function decodeJob(job: DecodeJob, signal: AbortSignal): Promise<JobOutcome> {
  const { plan, stack, tables } = job;
  const files = new Map(job.files.map(({ path, bytes }) => [path, sourceOfBytes(path, bytes)]));
  try {
    return {
      kind: "decoded",
      ...(await decodePlan(plan, { files, tables: tablesOf(tables), stack }, signal)),
    };
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return { kind: "refused", refusal: { file: error.file, reason: error.reason } };
  }
}
