import { chooseEngine, useDeviceStore } from "../../state/device.ts";
import { useOfflineUse } from "../../state/offline.ts";
import { isActive, useRunStore } from "../../state/run.ts";
import type { EngineName } from "../../workers/train.protocol.ts";
import { Notice } from "../controls/Notice.tsx";
import { Select } from "../controls/Select.tsx";
import { DeviceTuning } from "./DeviceTuning.tsx";
import styles from "./EngineSettings.module.css";
import { FoldedSection } from "./FoldedSection.tsx";
import { threadsNote } from "./threads-note.ts";

const TUNING: Readonly<Record<Exclude<EngineName, "webgpu">, string>> = {
  cpu: "There is nothing to tune on the CPU: each layer is computed in one way.",
  tfjs: "There is nothing to tune: TensorFlow.js decides how it computes each layer.",
};

/** Choice between the engines that run here, why the others do not, and tuning. */
export function EngineSettings() {
  const report = useDeviceStore((state) => state.report);
  const error = useDeviceStore((state) => state.error);
  const active = useRunStore((run) => isActive(run.phase));
  const reloadIsolates = useOfflineUse(({ reload }) => reload === "isolation");
  if (!report) return null;
  const { engine, engines, note } = report;
  const title = engines.find(({ name }) => name === engine)?.title ?? "";
  return (
    <FoldedSection
      title="Engine"
      summary={title}
      alerts={error === null ? null : <Notice kind="danger">{error}</Notice>}
    >
      <Select
        label="Engine"
        explanation="What runs the networks."
        value={engine}
        options={engines
          .filter(({ problem }) => problem === null)
          .map(({ name, title, detail }) => ({ value: name, label: title, detail }))}
        disabled={active}
        onChange={(choice) => void chooseEngine(choice)}
      />
      <p className={styles.note}>
        {engines.find(({ name }) => name === engine)?.detail}. All engines compute the same; only the last
        bits of the results differ.
      </p>
      {engine === "cpu" ? (
        <p className={styles.note}>
          {note ?? threadsNote(navigator.hardwareConcurrency, crossOriginIsolated, reloadIsolates)}
        </p>
      ) : null}
      {engines.map(({ name, title, problem }) =>
        problem === null ? null : (
          <p key={name} className={styles.note}>
            {title} does not run here. {problem}
          </p>
        ),
      )}
      {engine === "webgpu" ? <DeviceTuning /> : <p className={styles.note}>{TUNING[engine]}</p>}
    </FoldedSection>
  );
}
