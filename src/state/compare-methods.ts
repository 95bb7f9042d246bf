import type { ImageRecord } from "../core/dataset/image-record.ts";
import { missingNetworks } from "../core/instances/method-needs.ts";
import { METHODS, type Method } from "../core/instances/parameters.ts";
import type { Gate } from "../core/recipe/recipe.ts";
import type { FoundCells } from "../workers/cells.protocol.ts";
import { type ComparedMethod, forgetComparison, score, tellAs, useCellsStore, working } from "./cells.ts";
import { recordsInScope, someRecords } from "./cells-scope.ts";
import { findInImage } from "./image-cells.ts";
import { bestKnown, useInstanceSettings } from "./instance-settings.ts";
import { useRunStore } from "./run.ts";
import { showCompared } from "./shown-cells.ts";

/** The methods that the trained networks allow. */
function possibleMethods(): Method[] {
  const { trained } = useRunStore.getState();
  return METHODS.filter((method) => missingNetworks(method, trained).length === 0);
}

/** Evaluates every possible method on the images in scope with its parameters, and finds the cells of one image by each. */
export async function compareMethods(shown: ImageRecord | null): Promise<void> {
  await working("comparing", async (signal) => {
    const { gate, choices, scope } = useInstanceSettings.getState();
    const records = someRecords(scope);
    const compared: ComparedMethod[] = [];
    const cells: FoundCells[] = [];
    forgetComparison();
    for (const method of possibleMethods()) {
      const choice = choices[method];
      const progress = { signal, tell: tellAs("comparing") };
      const { evaluation } = await score(records, gate, choice, progress);
      const ofShown = shown && (await findInImage(shown, gate, choice, { signal, onEvent: () => {} }));
      signal.throwIfAborted();
      compared.push({ choice, evaluation });
      if (ofShown) cells.push(ofShown);
      showCompared([...cells]);
      useCellsStore.setState({ compared: [...compared] });
    }
  });
}

/** Evaluates every possible method for each of the gates on the validation images, e.g. for a report. */
export async function evaluateAll(gates: readonly Gate[]): Promise<readonly ComparedMethod[] | null> {
  return working("comparing", async (signal) => {
    const records = recordsInScope("validation");
    const all: ComparedMethod[] = [];
    for (const gate of records.length === 0 ? [] : gates) {
      for (const method of possibleMethods()) {
        const choice = bestKnown(gate, method);
        const { evaluation } = await score(records, gate, choice, { signal, tell: tellAs("comparing") });
        all.push({ choice, evaluation });
      }
    }
    return all;
  });
}
