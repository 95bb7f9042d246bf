import type { DroppedFile } from "../workers/decode.protocol.ts";
import { importWeights } from "./archive.ts";
import { useDatasetStore } from "./dataset.ts";
import { importFiles } from "./import-files.ts";
import { decodeWorker } from "./workers.ts";

/** Files with these extensions need no check of their content: there may be thousands of them. */
const IMAGE_NAME = /\.(?:png|tiff?|jpe?g|bmp|gif|webp|npy|npz|roi|csv|tsv|json)$/i;

/**
 * Accepts files from any source: weights archives of this page as "Import weights" does, all others as images
 * and masks.
 */
export async function takeFiles(files: readonly DroppedFile[]): Promise<void> {
  const candidates = files.filter(({ path }) => !IMAGE_NAME.test(path));
  // A file that breaks the worker breaks it again when read as an image, and is reported then.
  const paths =
    candidates.length > 0
      ? await decodeWorker()
          .findWeights(candidates)
          .catch(() => [])
      : [];
  const found = new Set(paths);
  const archives = files.filter(({ path }) => found.has(path));
  const others = files.filter(({ path }) => !found.has(path));
  if (archives.length === 1) await importWeights(archives[0].file, true);
  if (others.length > 0 || archives.length === 0) await importFiles(others);
  if (archives.length < 2) return;
  const names = archives.map(({ path }) => path).join(", ");
  const error = `${archives.length} weights archives were added at once: ${names}. Their networks would replace each other, so none was imported. Add only the one you want.`;
  useDatasetStore.setState({ error });
}
