import { counted } from "../core/counted.ts";
import { useCellsStore } from "./cells.ts";
import { someRecords } from "./cells-scope.ts";
import { reportProgress, working } from "./cells-work.ts";
import { scoreAgain } from "./find-cells.ts";
import { keepFitted, useInstanceSettings } from "./instance-settings.ts";
import { ensureFields, keyOf } from "./predicted-fields.ts";
import { reportFailed } from "./score-cells.ts";
import { usableInstances } from "./usable-instances.ts";
import { cellsWorker } from "./workers.ts";

/** Searches for the parameters of the chosen method with the best validation score, and uses them. */
export async function fitOnValidation(): Promise<void> {
  const fitted = await working("fitting", async (signal) => {
    const { gate } = useInstanceSettings.getState();
    const start = usableInstances();
    const records = someRecords("validation");
    reportFailed(
      records,
      await ensureFields(records, gate, { signal, onEvent: reportProgress("predicting") }),
    );
    const keys = records.map((record) => keyOf(record, gate));
    const { choice, score } = await cellsWorker().call(
      "fit",
      { keys, start },
      {
        signal,
        onEvent: (fit) =>
          useCellsStore.setState({ fit, work: { kind: "fitting", done: fit.tried, total: 0 } }),
      },
    );
    signal.throwIfAborted();
    keepFitted(gate, start, choice);
    const images = counted(score.images, "validation image");
    useCellsStore.setState({
      message: `Optimised on ${images}: Kaggle ${score.kaggle.toFixed(3)}. The parameters are saved with the weights.`,
    });
    return true;
  });
  // The score of the fit applies only if the set is the validation set; a set scored before is updated
  // automatically.
  const { scope } = useInstanceSettings.getState();
  if (fitted && scope === "validation" && useCellsStore.getState().choice === null) scoreAgain();
}
