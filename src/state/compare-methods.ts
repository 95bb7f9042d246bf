import type { ImageRecord } from "../core/dataset/image-record.ts";
import { missingQuantities } from "../core/instances/method-needs.ts";
import { type InstanceChoice, METHODS, type Method } from "../core/instances/parameters.ts";
import type { Gate } from "../core/recipe/recipe.ts";
import type { FoundCells } from "../workers/cells.protocol.ts";
import { type ComparedMethod, useCellsStore } from "./cells.ts";
import { recordsInScope, someRecords } from "./cells-scope.ts";
import { reportProgressAs, working } from "./cells-work.ts";
import { useDatasetStore } from "./dataset.ts";
import { forgetComparison } from "./forget-cells.ts";
import { findInImage } from "./image-cells.ts";
import { bestKnown, useInstanceSettings } from "./instance-settings.ts";
import { networksInUse } from "./networks-in-use.ts";
import { score } from "./score-cells.ts";
import { comparedCells, showCompared } from "./shown-cells.ts";

/** The methods that the trained networks allow. */
function possibleMethods(): Method[] {
  const stages = networksInUse();
  return METHODS.filter((method) => missingQuantities(method, stages).length === 0);
}

/**
 * Evaluates every possible method with its parameters on the images in scope, and finds the cells of one
 * image by each.
 */
export async function compareMethods(shown: ImageRecord | null): Promise<void> {
  await working("comparing", async (signal) => {
    const { gate, choices, scope } = useInstanceSettings.getState();
    const records = someRecords(scope);
    const compared: ComparedMethod[] = [];
    const cells: FoundCells[] = [];
    forgetComparison();
    for (const method of possibleMethods()) {
      const choice = choices[method];
      const progress = { signal, reportProgress: reportProgressAs("comparing") };
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

/**
 * Updates a comparison after a change of one method's parameters: its score, and its cells in the compared
 * image.
 */
export async function compareAgain(one: ComparedMethod, signal: AbortSignal): Promise<void> {
  const { method } = one.choice;
  const isOne = ({ choice }: { readonly choice: InstanceChoice }) => choice.method === method;
  const { compared } = useCellsStore.getState();
  if (!compared.some(isOne)) return;
  useCellsStore.setState({ compared: compared.map((other) => (isOne(other) ? one : other)) });
  const cells = comparedCells();
  const imageId = cells.find(isOne)?.key.imageId;
  const shown = useDatasetStore.getState().records.find(({ id }) => id === imageId);
  if (!shown) return;
  const { gate } = useInstanceSettings.getState();
  const again = await findInImage(shown, gate, one.choice, { signal, onEvent: () => {} });
  signal.throwIfAborted();
  if (again) showCompared(comparedCells().map((other) => (isOne(other) ? again : other)));
}

/** Evaluates every possible method for each of the gates on the validation images, e.g. for a report. */
export async function evaluateAll(gates: readonly Gate[]): Promise<readonly ComparedMethod[] | null> {
  return working("comparing", async (signal) => {
    const records = recordsInScope("validation");
    const all: ComparedMethod[] = [];
    for (const gate of records.length === 0 ? [] : gates) {
      for (const method of possibleMethods()) {
        const choice = bestKnown(gate, method);
        const { evaluation } = await score(records, gate, choice, {
          signal,
          reportProgress: reportProgressAs("comparing"),
        });
        all.push({ choice, evaluation });
      }
    }
    return all;
  });
}
