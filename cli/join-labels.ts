import type { Labels } from "../src/core/raster/plane.ts";
import type { LabelsStep, NotedLabels } from "./read-labels.ts";

/** The two label images of one name. */
export interface JoinedLabels {
  readonly name: string;
  readonly truth: Labels;
  readonly found: Labels;
}

/** Told of what is read beside labels that have a partner. */
export type Listener = (file: string, reason: string) => void;

const NO_PREDICTION = "There is no prediction of this name, so it is not scored.";
const NO_TRUTH = "There is no truth of this name, so it is not scored.";
const TWICE = "There are two label images of this name; the first is taken.";

/** Labels of one side that wait for those of the other. */
class Side {
  readonly waiting = new Map<string, Labels>();
  readonly #seen = new Set<string>();
  readonly #steps: AsyncIterator<LabelsStep>;
  readonly #tell: Listener;

  constructor(steps: AsyncIterable<LabelsStep>, tell: Listener) {
    this.#steps = steps[Symbol.asyncIterator]();
    this.#tell = tell;
  }

  /** The next labels of a name that did not come before; null at the end. */
  async next(): Promise<NotedLabels | null> {
    for (;;) {
      const { done, value } = await this.#steps.next();
      if (done) return null;
      if (value.kind === "refused") {
        this.#tell(value.refusal.file, value.refusal.reason);
        continue;
      }
      const { image } = value;
      for (const note of image.notes) this.#tell(image.name, note);
      if (!this.#seen.has(image.name)) {
        this.#seen.add(image.name);
        return image;
      }
      this.#tell(image.name, TWICE);
    }
  }
}

/**
 * Joins true and found labels by their names, reading both sides in turn: where their orders agree only two images are
 * held at a time. What has no partner is told.
 */
export async function* joinLabels(
  truth: AsyncIterable<LabelsStep>,
  found: AsyncIterable<LabelsStep>,
  tell: Listener,
): AsyncGenerator<JoinedLabels, void, undefined> {
  const truths = new Side(truth, tell);
  const founds = new Side(found, tell);
  for (let more = true; more; ) {
    more = false;
    for (const [own, other] of [
      [truths, founds],
      [founds, truths],
    ]) {
      const image = await own.next();
      if (!image) continue;
      more = true;
      const partner = other.waiting.get(image.name);
      if (!partner) {
        own.waiting.set(image.name, image.labels);
        continue;
      }
      other.waiting.delete(image.name);
      const [a, b] = own === truths ? [image.labels, partner] : [partner, image.labels];
      yield { name: image.name, truth: a, found: b };
    }
  }
  for (const name of truths.waiting.keys()) tell(name, NO_PREDICTION);
  for (const name of founds.waiting.keys()) tell(name, NO_TRUTH);
}
