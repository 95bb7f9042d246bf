import { useEffect } from "react";
import { stageTitle } from "../../core/recipe/stages.ts";
import { useDeviceStore } from "../../state/device.ts";
import { showMemory, useMemoryStore } from "../../state/memory.ts";
import { useRecipeStore } from "../../state/recipe.ts";
import type { StageMemory } from "../../workers/train.protocol.ts";
import { Facts } from "../controls/Facts.tsx";
import { Notice } from "../controls/Notice.tsx";
import { formatBytes } from "../status/quantities.ts";
import styles from "./EngineSettings.module.css";
import { FoldedSection } from "./FoldedSection.tsx";

function factOf({ stage, bytes, largestBatch }: StageMemory): readonly [string, string] {
  const text = bytes === null ? "does not fit" : `${formatBytes(bytes)}, batch up to ${largestBatch}`;
  return [stageTitle(stage), text];
}

function summaryOf(stages: readonly StageMemory[]): string {
  if (stages.some(({ bytes }) => bytes === null)) return "does not fit";
  return `up to ${formatBytes(Math.max(...stages.map(({ bytes }) => bytes ?? 0)))}`;
}

/** Memory of the stages, computed before any allocation; nothing without a plan. */
export function MemoryFacts() {
  const stages = useMemoryStore((state) => state.stages);
  const batch = useRecipeStore(({ recipe }) => recipe.batch);
  const onGpu = useDeviceStore(({ report }) => report?.engine === "webgpu");
  useEffect(showMemory, []);
  if (!stages) return null;
  const [problem] = stages.flatMap((stage) => stage.problem ?? []);
  const inParts = stages.filter(({ problem, imagesAtOnce }) => !problem && imagesAtOnce < batch);
  return (
    <FoldedSection
      title={onGpu ? "GPU memory" : "Memory"}
      summary={summaryOf(stages)}
      alerts={problem ? <Notice kind="danger">{problem}</Notice> : null}
    >
      <p className={styles.note}>
        A run holds the training step and, for each size of the validation images, a prediction.
      </p>
      <Facts facts={stages.map(factOf)} />
      {inParts.map(({ stage, imagesAtOnce }) => (
        <Notice key={stage} kind="plain">
          {`${stageTitle(stage)}: a batch of ${batch} does not fit, so its gradients are accumulated over micro-batches of ${imagesAtOnce}. Batch normalisation uses the statistics of each micro-batch.`}
        </Notice>
      ))}
    </FoldedSection>
  );
}
