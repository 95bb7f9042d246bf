import { useDatasetStore } from "../../state/dataset.ts";
import { takeFiles } from "../../state/take-files.ts";
import { BuiltInButtons } from "../data/BuiltInButtons.tsx";
import { RefusedFiles } from "../data/RefusedFiles.tsx";
import { UndoRemove } from "../data/UndoRemove.tsx";
import { FileButtons } from "../drop/FileButtons.tsx";
import styles from "./Welcome.module.css";
import { WelcomeField } from "./WelcomeField.tsx";

/** The page without images: what the lab does, where to drop files, and images without files. */
export function Welcome({ onFailure }: { onFailure: (sentence: string) => void }) {
  const busy = useDatasetStore((state) => state.importing !== null);
  const refused = useDatasetStore((state) => state.refused.length > 0);
  return (
    <main className={styles.page}>
      <div className={styles.sheet}>
        <div className={styles.about}>
          <h2 className={styles.sentence}>
            Train networks that separate touching cells, on your own images, on your own computer.
          </h2>
          <p className={styles.how}>
            For each pixel, they learn the direction away from the nearest cell edge. Compare targets,
            predictions and their error as training runs. Nothing is uploaded.
          </p>
        </div>
        <div className={styles.field}>{refused ? <RefusedFiles /> : <WelcomeField />}</div>
        <div className={styles.drop}>
          <UndoRemove />
          <p className={styles.dropTitle}>Drop a folder, files or a zip here</p>
          <p className={styles.hint}>
            Images with their masks: <code>images/x</code> with <code>masks/x</code>, <code>x_masks</code> or{" "}
            <code>x_seg.npy</code> beside x, the 2018 Data Science Bowl, <code>train.csv</code> as in
            Sartorius, COCO JSON, or ImageJ regions. PNG, TIFF, JPEG, NPY and more.
          </p>
          <div className={styles.buttons}>
            <FileButtons
              variant="primary"
              onFiles={(files) => void takeFiles(files)}
              onFailure={onFailure}
              disabled={busy}
            />
          </div>
          <p className={styles.or}>Or try an example:</p>
          <div className={styles.buttons}>
            <BuiltInButtons disabled={busy} />
          </div>
        </div>
      </div>
    </main>
  );
}
