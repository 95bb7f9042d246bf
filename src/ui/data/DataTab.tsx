import { useMemo } from "react";
import { COMMANDS } from "../../state/commands.ts";
import { NOTHING_LABELLED, useDatasetStore } from "../../state/dataset.ts";
import { isActive, useRunStore } from "../../state/run.ts";
import { takeFiles } from "../../state/take-files.ts";
import { useViewStore } from "../../state/view.ts";
import { CommandButton } from "../commands/CommandButton.tsx";
import { Notice } from "../controls/Notice.tsx";
import { Section } from "../controls/Section.tsx";
import { FileButtons } from "../drop/FileButtons.tsx";
import { BuiltInButtons } from "./BuiltInButtons.tsx";
import { DatasetFacts } from "./DatasetFacts.tsx";
import styles from "./DataTab.module.css";
import { ImageList } from "./ImageList.tsx";
import { RefusedFiles } from "./RefusedFiles.tsx";
import { StackSettings } from "./StackSettings.tsx";
import { StartOffer } from "./StartOffer.tsx";
import { summariseDataset } from "./summarise-dataset.ts";
import { UndoRemove } from "./UndoRemove.tsx";
import { useSplit } from "./use-split.ts";

/** The loaded images, the refused files, and the ways to add files. */
export function DataTab({ onFailure }: { onFailure: (sentence: string) => void }) {
  const records = useDatasetStore((state) => state.records);
  const selectedImageId = useDatasetStore((state) => state.selectedImageId);
  const pairingShown = useViewStore((view) => view.main === "pairing");
  const busy = useDatasetStore((state) => state.importing !== null);
  const active = useRunStore((run) => isActive(run.phase));
  const summary = useMemo(() => summariseDataset(records), [records]);
  const split = useSplit();
  const validates = useMemo(() => new Set(split.validation.map(({ id }) => id)), [split]);
  return (
    <>
      <Section title="Add images with their masks">
        <p className={styles.hint}>Drop files, a folder or a zip anywhere on the page, or:</p>
        <div className={styles.ways}>
          <FileButtons onFiles={(files) => void takeFiles(files)} onFailure={onFailure} disabled={busy} />
          <BuiltInButtons disabled={busy} />
        </div>
        <StackSettings />
      </Section>
      <RefusedFiles />
      {!busy && summary && summary.unlabelled === summary.images ? (
        <Notice kind="warning">{NOTHING_LABELLED}</Notice>
      ) : null}
      {summary && summary.unlabelled > 0 ? <StartOffer /> : null}
      {summary ? <DatasetFacts summary={summary} split={split} /> : null}
      <Section
        title="Images"
        aside={
          <div className={styles.commands}>
            <CommandButton command={COMMANDS.pairing} icon="table" pressed={pairingShown} />
            <CommandButton command={COMMANDS.clear} variant="quiet" disabled={active} />
          </div>
        }
      >
        {records.length === 0 ? null : (
          <p className={styles.hint}>
            {active ? "In use by the run until it ends." : "Arrow keys choose, Delete removes."}
          </p>
        )}
        <UndoRemove />
        <ImageList records={records} selectedId={selectedImageId} validates={validates} />
      </Section>
    </>
  );
}
