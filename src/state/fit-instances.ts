import { spreadImages } from "../core/dataset/sampling/spread-images.ts";
import { useCellsStore } from "./cells.ts";
import { trainingRecords } from "./cells-scope.ts";
import { reportProgress, working } from "./cells-work.ts";
import { scoreAgain } from "./find-cells.ts";
import { keepFitted, useInstanceSettings } from "./instance-settings.ts";
import { ensureFields, keyOf } from "./predicted-fields.ts";
import { reportFailed } from "./score-cells.ts";
import { usableInstances } from "./usable-instances.ts";
import { cellsWorker } from "./workers.ts";

/**
 * Searches for the parameters of the chosen method with the best score on training images, and uses them. The
 * validation images take no part, so that their score stays honest.
 */
export async function fitOnTraining(): Promise<void> {
  const fitted = await working("fitting", async (signal) => {
    const { gate } = useInstanceSettings.getState();
    const start = usableInstances();
    const training = trainingRecords();
    const records = spreadImages(training);
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
    const all = score.images === training.length ? "" : ` of ${training.length}`;
    const images = `${score.images}${all} training ${score.images === 1 && !all ? "image" : "images"}`;
    useCellsStore.setState({
      message: `Optimised on ${images}: Kaggle ${score.kaggle.toFixed(3)} there. The validation images took no part. The parameters are saved with the weights.`,
    });
    return true;
  });
  // The score of the fit is that of the training images. A set scored before is updated automatically.
  if (fitted && useCellsStore.getState().choice === null) scoreAgain();
}
