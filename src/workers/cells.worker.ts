import { LabError } from "../core/errors.ts";
import { fitParameters } from "../core/instances/fit-parameters.ts";
import type { InstanceChoice } from "../core/instances/parameters.ts";
import { type WrittenMasks, writeMasksArchive } from "../io/write/masks-archive.ts";
import type { CellsCalls, FieldKey, KeptField, WrittenImage } from "./cells.protocol.ts";
import { FieldShelf } from "./field-shelf.ts";
import { letMessagesIn } from "./let-messages-in.ts";
import { type CallContext, type Endpoint, type Handlers, serve, Transfer } from "./rpc.ts";
import { findIn, fitImages, SetScorer } from "./score-fields.ts";

/** What was asked for needs fields that are not here. */
class CellsError extends LabError {
  override name = "CellsError";
}

const shelf = new FieldShelf();

/** The fields of the keys that are here, with their keys. */
function keptOf(keys: readonly FieldKey[]): { key: FieldKey; kept: KeptField }[] {
  return keys.flatMap((key) => {
    const kept = shelf.get(key);
    return kept ? [{ key, kept }] : [];
  });
}

async function scoreSet(
  keys: readonly FieldKey[],
  choice: InstanceChoice,
  { signal, emit }: CallContext<CellsCalls["score"]["event"]>,
) {
  const scorer = new SetScorer();
  for (const [done, { key, kept }] of keptOf(keys).entries()) {
    scorer.add(key.imageId, kept, choice);
    emit({ done: done + 1, total: keys.length });
    await letMessagesIn();
    signal.throwIfAborted();
  }
  return scorer;
}

async function fit(
  { keys, start }: CellsCalls["fit"]["args"],
  { signal, emit }: CallContext<CellsCalls["fit"]["event"]>,
): Promise<CellsCalls["fit"]["result"]> {
  const fields = keptOf(keys);
  const images = fitImages(fields.map(({ kept }) => kept));
  if (images.length === 0) throw new CellsError("Parameters are fitted to images with labels. Add some.");
  let tried = 0;
  let best = { kaggle: -1, choice: start };
  const search = fitParameters(images, start);
  for (;;) {
    const { done, value } = search.next();
    if (done) {
      const scorer = await scoreSet(keys, value.choice, { signal, emit: () => {} });
      const evaluation = scorer.evaluation(keys[0].gate, value.choice);
      if (!evaluation) throw new CellsError("Parameters are fitted to images with labels. Add some.");
      return { choice: value.choice, evaluation };
    }
    tried += 1;
    if (value.score.kaggle > best.kaggle) best = { kaggle: value.score.kaggle, choice: value.choice };
    emit({ tried, best: best.choice, kaggle: best.kaggle });
    await letMessagesIn();
    signal.throwIfAborted();
  }
}

async function masksOf(
  images: readonly WrittenImage[],
  choice: InstanceChoice,
  { signal, emit }: CallContext<CellsCalls["write"]["event"]>,
): Promise<WrittenMasks[]> {
  const masks: WrittenMasks[] = [];
  for (const { key, name, fileName } of images) {
    const kept = shelf.get(key);
    if (!kept) {
      throw new CellsError(
        `The field of ${name} had to make room for others: too many large images for one zip. Export fewer at a time.`,
      );
    }
    const { found, evaluation } = findIn(key, kept, choice);
    masks.push({ name, fileName, labels: found, score: evaluation });
    emit({ done: masks.length, total: images.length });
    await letMessagesIn();
    signal.throwIfAborted();
  }
  return masks;
}

const handlers: Handlers<CellsCalls> = {
  async attach({ port }) {
    serve(port as Endpoint, handlers);
    port.start();
    return null;
  },

  async keep({ key, kept }) {
    shelf.put(key, kept);
    return null;
  },

  async forget() {
    shelf.clear();
    return null;
  },

  missing: async ({ keys }) => keys.filter((key) => !shelf.has(key)),

  async planes({ key }) {
    const kept = shelf.get(key);
    if (!kept) return null;
    const { field, image, truth } = kept;
    return { key, field, image, truth };
  },

  async find({ key, choice }) {
    const kept = shelf.get(key);
    if (!kept) return null;
    const cells = findIn(key, kept, choice);
    return new Transfer(cells, [cells.found.data.buffer]);
  },

  async score({ keys, choice }, context) {
    const scorer = await scoreSet(keys, choice, context);
    const gate = keys[0]?.gate ?? "true";
    return { choice, images: scorer.images, evaluation: scorer.evaluation(gate, choice) };
  },

  fit,

  async write({ images, choice, formats }, context) {
    const bytes = writeMasksArchive(await masksOf(images, choice, context), new Set(formats));
    return new Transfer(bytes, [bytes.buffer]);
  },
};

serve(self as Endpoint, handlers);
