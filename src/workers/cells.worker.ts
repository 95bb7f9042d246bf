import { LabError } from "../core/errors.ts";
import { fitParameters } from "../core/instances/fit-parameters.ts";
import { smallestCell } from "../core/instances/smallest-cell.ts";
import { letMessagesIn } from "../core/let-messages-in.ts";
import type { WrittenMasks } from "../io/write/mask-files.ts";
import { writeMasksArchive } from "../io/write/masks-archive.ts";
import { writeMeasurementsCsv } from "../io/write/measurements-csv.ts";
import type { CellsCalls, FieldKey, KeptField } from "./cells.protocol.ts";
import { FieldCache } from "./field-cache.ts";
import { areasOfStored, measureStored } from "./measure-stored.ts";
import { type CallContext, type Endpoint, type Handlers, serve, Transfer } from "./rpc.ts";
import { findIn, SetScorer } from "./score-fields.ts";
import { attachMemory } from "./spare-files.ts";

/** The request needs fields that are not kept. */
class CellsError extends LabError {
  override name = "CellsError";
}

const cache = new FieldCache();
/** Incremented whenever all fields are dropped. */
let generation = 0;
/** Scores of the current session so far; only one session at a time. */
let scoring: { readonly session: number; readonly scorer: SetScorer } | null = null;
let masks: { readonly session: number; readonly written: WrittenMasks[]; pixels: number } | null = null;

/** The kept fields of these keys, with their keys. */
function keptOf(keys: readonly FieldKey[]): { key: FieldKey; kept: KeptField }[] {
  return keys.flatMap((key) => {
    const kept = cache.get(key);
    return kept ? [{ key, kept }] : [];
  });
}

async function addScores(
  scorer: SetScorer,
  keys: readonly FieldKey[],
  { signal, emit }: CallContext<CellsCalls["score"]["event"]>,
): Promise<void> {
  for (const [done, { key, kept }] of keptOf(keys).entries()) {
    scorer.add(key.imageId, kept);
    emit({ done: done + 1, total: keys.length });
    await letMessagesIn();
    signal.throwIfAborted();
  }
}

async function fit(
  { keys, start }: CellsCalls["fit"]["args"],
  { signal, emit }: CallContext<CellsCalls["fit"]["event"]>,
): Promise<CellsCalls["fit"]["result"]> {
  const images = keptOf(keys).flatMap(({ kept: { field, truth } }) => (truth ? [{ field, truth }] : []));
  if (images.length === 0) throw new CellsError("Parameters are fitted to images with labels. Add some.");
  let tried = 0;
  let best = { kaggle: -1, choice: start };
  const search = fitParameters(images, start);
  for (;;) {
    const { done, value } = search.next();
    if (done) return value;
    tried += 1;
    if (value.score.kaggle > best.kaggle) best = { kaggle: value.score.kaggle, choice: value.choice };
    emit({ tried, best: best.choice, kaggle: best.kaggle });
    await letMessagesIn();
    signal.throwIfAborted();
  }
}

/** Maximum number of mask pixels in one zip: each takes four bytes until the zip is written. */
const MAX_MASK_PIXELS = 2 ** 28;

async function gatherMasks(
  { images, choice, session, measured }: CellsCalls["gatherMasks"]["args"],
  { signal, emit }: CallContext<CellsCalls["gatherMasks"]["event"]>,
): Promise<null> {
  if (masks?.session !== session) masks = { session, written: [], pixels: 0 };
  const gathered = masks;
  for (const [done, { key, name, path }] of images.entries()) {
    const kept = cache.get(key);
    if (!kept)
      throw new CellsError(`The field of ${name} was released in the meantime. Export the masks again.`);
    const { found, evaluation } = findIn(key, kept, choice);
    const cells = measured ? { cells: await measureStored(key.imageId, found) } : {};
    gathered.written.push({ name, path, labels: found, score: evaluation, ...cells });
    gathered.pixels += found.data.length;
    if (gathered.pixels > MAX_MASK_PIXELS) {
      masks = null;
      throw new CellsError(
        "The masks of all these images are too large for one zip. Remove some images from the dataset, export, then do the rest.",
      );
    }
    emit({ done: done + 1, total: images.length });
    await letMessagesIn();
    signal.throwIfAborted();
  }
  return null;
}

const handlers: Handlers<CellsCalls> = {
  async attachMemory({ port }) {
    attachMemory(port);
    return null;
  },

  async attach({ port }) {
    serve(port as Endpoint, handlers);
    port.start();
    return generation;
  },

  async keep({ key, kept, generation: predictedFor }) {
    if (predictedFor === generation) cache.put(key, kept);
    return null;
  },

  async forget() {
    cache.clear();
    generation += 1;
    return null;
  },

  missing: async ({ keys }) => keys.filter((key) => !cache.has(key)),

  async planes({ key }) {
    const kept = cache.get(key);
    if (!kept) return null;
    const { field, image, truth } = kept;
    return { key, field, image, truth };
  },

  async find({ key, choice }) {
    const kept = cache.get(key);
    if (!kept) return null;
    const cells = findIn(key, kept, choice);
    return new Transfer(cells, [cells.found.data.buffer]);
  },

  async score({ keys, gate, choice, session }, context) {
    if (scoring?.session !== session) scoring = { session, scorer: new SetScorer(gate, choice) };
    const { scorer } = scoring;
    await addScores(scorer, keys, context);
    const outcomes = scorer.outcomes();
    return { choice, images: scorer.images, evaluation: scorer.evaluation(), outcomes };
  },

  fit,

  async smallestCell({ imageIds }) {
    const areas: number[] = [];
    for (const imageId of imageIds) for (const area of await areasOfStored(imageId)) areas.push(area);
    return smallestCell(areas);
  },

  gatherMasks,

  async writeMasks({ formats, origin, session }) {
    const written = masks?.session === session ? masks.written : [];
    masks = null;
    const bytes = writeMasksArchive(written, new Set(formats), origin);
    return new Transfer(bytes, [bytes.buffer]);
  },

  measure: ({ imageId, labels }) => measureStored(imageId, labels),

  async writeMeasurements({ images }) {
    const bytes = new TextEncoder().encode(writeMeasurementsCsv(images));
    return new Transfer(bytes, [bytes.buffer]);
  },
};

serve(self as Endpoint, handlers);
