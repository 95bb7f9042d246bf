import { LabError } from "../core/errors.ts";
import { writeWeightsArchive } from "../io/write/weights-archive.ts";
import type { ExportCalls } from "./export.protocol.ts";
import { modelPackage } from "./model-package.ts";
import type { NetworkStore } from "./network-store.ts";
import { type Handlers, Transfer } from "./rpc.ts";

/** The networks cannot be exported now. */
class ExportError extends LabError {
  override name = "ExportError";
}

/** The networks in use and their recipe. Throws an ExportError if there are none. */
function contentOf(store: NetworkStore) {
  const recipe = store.recipe();
  if (!recipe) throw new ExportError("Nothing is trained yet. Train a stage, then export.");
  return { recipe, networks: Object.fromEntries(store.names().map((name) => [name, store.get(name)])) };
}

/** Export of the networks in use; `busy` during a run. */
export function exportCalls({
  store,
  busy,
}: {
  readonly store: NetworkStore;
  readonly busy: () => boolean;
}): Handlers<ExportCalls> {
  return {
    async exportWeights({ parts, curvesCsv, fitted, sources, assigned }) {
      const energyReads = store.chained ? "predicted" : "true";
      const content = { ...contentOf(store), curvesCsv, energyReads, fitted, sources, assigned } as const;
      const bytes = await writeWeightsArchive(content, parts);
      return new Transfer(bytes, [bytes.buffer]);
    },

    async exportPackage({ card }) {
      if (busy()) throw new ExportError("A run is in progress. Stop it before you export a package.");
      const content = contentOf(store);
      const bytes = await store.inOrder(() =>
        modelPackage(content, store.fieldNetworks(content.recipe.pipeline), card),
      );
      return new Transfer(bytes, [bytes.buffer]);
    },

    async weightBytes() {
      const arrays = store.names().flatMap((name) => Object.values(store.get(name)?.weights ?? {}));
      return arrays.reduce((sum, { data }) => sum + data.byteLength, 0);
    },
  };
}
