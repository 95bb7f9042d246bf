import { FileError } from "../../core/dataset/pairing/file-error.ts";
import { findOffers, type PairedFiles } from "../../core/dataset/pairing/find-offers.ts";
import type { HandPair } from "../../core/dataset/pairing/found-pair.ts";
import { decodeImage } from "./decode-image.ts";
import type { Sources } from "./images/decode-raster.ts";

/** Sets of files that are looked into, and pairs of each. */
const MOST_OFFERS = 4;
const PAIRS_READ = 3;

/** Whether a file holds labels of an image, as far as their values and sizes tell. */
async function fits({ image, labels }: HandPair, sources: Sources, signal: AbortSignal): Promise<boolean> {
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

const swapped = ({ image, labels }: HandPair): HandPair => ({ image: labels, labels: image });

/**
 * Of files without a partner, sets that look like images and their labels: names agree and, of the pairs that are looked
 * into, one file holds labels of the other and not the other way round.
 *
 * @param files Paths of files without a partner.
 */
export async function offerPairs(
  files: readonly string[],
  sources: Sources,
  signal: AbortSignal,
): Promise<PairedFiles[]> {
  const offers: PairedFiles[] = [];
  for (const pairs of findOffers(files).slice(0, MOST_OFFERS)) {
    const turned = pairs.map(swapped);
    const [asFound, asTurned] = [await allFit(pairs, sources, signal), await allFit(turned, sources, signal)];
    if (asFound !== asTurned) offers.push(asFound ? pairs : turned);
  }
  return offers;
}
