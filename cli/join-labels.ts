import { exactKey, looseKey } from "../src/core/dataset/pairing/label-names.ts";
import { baseName } from "../src/core/dataset/pairing/path-name.ts";
import type { Labels } from "../src/core/raster/plane.ts";
import type { LabelsStep, NotedLabels } from "./read-labels.ts";

/** The ground-truth and predicted label images of one name. */
export interface JoinedLabels {
  readonly name: string;
  readonly truth: Labels;
  readonly found: Labels;
}

/** Called with a reason for every file that is not joined, and with notes. */
export type Listener = (file: string, reason: string) => void;

const NO_PREDICTION = "There is no prediction of this name, so it is not scored.";
const NO_TRUTH = "There is no truth of this name, so it is not scored.";
const TWICE = "There are two label images of this name; the first is used.";

/** Keys under which names match, the strictest first; a key counts only if it is unique on both sides. */
const NAME_KEYS: readonly ((name: string) => string)[] = [
  (name) => exactKey(`${name}.png`).toLowerCase(),
  (name) => looseKey(`${name}.png`),
  (name) => baseName(looseKey(`${name}.png`)),
];

/** The name for each key; null if several names have that key. */
function byKey(names: Iterable<string>, keyOf: (name: string) => string): Map<string, string | null> {
  const found = new Map<string, string | null>();
  for (const name of names) {
    const key = keyOf(name);
    found.set(key, found.has(key) ? null : name);
  }
  return found;
}

/** Labels of one side that wait for those of the other. */
class Side {
  readonly waiting = new Map<string, Labels>();
  readonly #seen = new Set<string>();
  readonly #steps: AsyncIterator<LabelsStep>;
  readonly #listener: Listener;

  constructor(steps: AsyncIterable<LabelsStep>, listener: Listener) {
    this.#steps = steps[Symbol.asyncIterator]();
    this.#listener = listener;
  }

  /** The next labels with a new name; null at the end. */
  async next(): Promise<NotedLabels | null> {
    for (;;) {
      const { done, value } = await this.#steps.next();
      if (done) return null;
      if (value.kind === "refused") {
        this.#listener(value.refusal.file, value.refusal.reason);
        continue;
      }
      const { image } = value;
      const name = image.name.normalize("NFC");
      for (const note of image.notes) this.#listener(image.name, note);
      if (!this.#seen.has(name)) {
        this.#seen.add(name);
        return { ...image, name };
      }
      this.#listener(image.name, TWICE);
    }
  }
}

/** Joins the remaining labels by matching keys, and removes them from both lists. */
function* joinByKey(
  truths: Map<string, Labels>,
  founds: Map<string, Labels>,
  listener: Listener,
): Generator<JoinedLabels, void, undefined> {
  for (const keyOf of NAME_KEYS) {
    const others = byKey(founds.keys(), keyOf);
    for (const [key, name] of byKey(truths.keys(), keyOf)) {
      const other = others.get(key);
      const [truth, found] = [truths.get(name ?? ""), founds.get(other ?? "")];
      if (!name || !other || !truth || !found) continue;
      truths.delete(name);
      founds.delete(other);
      listener(name, `It is compared with the prediction "${other}", whose name is similar.`);
      yield { name, truth, found };
    }
  }
}

/**
 * Joins ground-truth and predicted labels by their names, then by similar names, reading both sides
 * alternately: if their orders agree, only two images are in memory at a time. Labels without a partner are
 * reported.
 */
export async function* joinLabels(
  truth: AsyncIterable<LabelsStep>,
  found: AsyncIterable<LabelsStep>,
  listener: Listener,
): AsyncGenerator<JoinedLabels, void, undefined> {
  const truths = new Side(truth, listener);
  const founds = new Side(found, listener);
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
  yield* joinByKey(truths.waiting, founds.waiting, listener);
  for (const name of truths.waiting.keys()) listener(name, NO_PREDICTION);
  for (const name of founds.waiting.keys()) listener(name, NO_TRUTH);
}
