import { FileError } from "../../core/dataset/pairing/file-error.ts";
import { findOffers, type PairedFiles } from "../../core/dataset/pairing/find-offers.ts";
import type { ManualPair } from "../../core/dataset/pairing/found-pair.ts";
import { decodeImage } from "./decode-image.ts";
import type { Sources } from "./images/decode-raster.ts";

/** Maximum number of file sets that are examined, and of pairs per set. */
const MAX_OFFERS = 4;
const PAIRS_READ = 3;

/** Whether a file contains labels of an image, judged by their values and sizes. */
async function fits({ image, labels }: ManualPair, sources: Sources, signal: AbortSignal): Promise<boolean> {
  const truth = { kind: "labels", path: labels } as const;
  const plan = { image, truth, source: "", why: "", name: image, group: null, part: null };
  try {
    await decodeImage(plan, sources, signal);
    return true;
  } catch (error) {
    if (error instanceof FileError) return false;
    throw error;
  }
}

async function allFit(pairs: PairedFiles, sources: Sources, signal: AbortSignal): Promise<boolean> {
  const middle = pairs.length >> 1;
  const read = new Set([0, middle, pairs.length - 1].slice(0, PAIRS_READ).map((index) => pairs[index]));
  for (const pair of read) if (!(await fits(pair, sources, signal))) return false;
  return true;
}

const swapped = ({ image, labels }: ManualPair): ManualPair => ({ image: labels, labels: image });

/**
 * Sets of files without a partner that look like images and their labels: the names match, and of the
 * examined pairs one file contains labels of the other, but not the other way round.
 *
 * @param files Paths of files without a partner.
 */
export async function offerPairs(
  files: readonly string[],
  sources: Sources,
  signal: AbortSignal,
): Promise<PairedFiles[]> {
  const offers: PairedFiles[] = [];
  for (const pairs of findOffers(files).slice(0, MAX_OFFERS)) {
    const turned = pairs.map(swapped);
    const [asFound, asTurned] = [await allFit(pairs, sources, signal), await allFit(turned, sources, signal)];
    if (asFound !== asTurned) offers.push(asFound ? pairs : turned);
  }
  return offers;
}
