import { type ChangeEvent, useRef } from "react";
import { stageTitle } from "../../core/recipe/stages.ts";
import { importWeights, useArchiveStore } from "../../state/archive.ts";
import { COMMANDS } from "../../state/commands.ts";
import { useKeptStore } from "../../state/kept.ts";
import { useNetworkHistory } from "../../state/network-history.ts";
import { describeOrigin, groupByOrigin, useOriginsStore } from "../../state/network-origins.ts";
import { isActive, useRunStore } from "../../state/run.ts";
import { CommandButton } from "../commands/CommandButton.tsx";
import { Button } from "../controls/Button.tsx";
import { Notice } from "../controls/Notice.tsx";
import { Section } from "../controls/Section.tsx";
import styles from "./ExportTab.module.css";
import { MasksSection } from "./MasksSection.tsx";
import { MeasurementsSection } from "./MeasurementsSection.tsx";
import { PackageSection } from "./PackageSection.tsx";
import { WeightFormats } from "./WeightFormats.tsx";

const CONTENTS: readonly (readonly [name: string, what: string])[] = [
  ["recipe.json", "everything that determined the run"],
  ["curves.csv", "every step and epoch of the last training of each stage"],
  ["README", "inputs, outputs and their axes"],
];

function ImportButton({ disabled }: { disabled: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (file) void importWeights(file);
    event.target.value = "";
  };
  return (
    <>
      <Button
        label="Import weights"
        icon="upload"
        disabled={disabled}
        onClick={() => input.current?.click()}
      />
      <input ref={input} type="file" accept=".zip" hidden aria-label="Weights archive" onChange={take} />
    </>
  );
}

/** Export of weights, masks and curves; import of weights. */
export function ExportTab() {
  const trained = useRunStore((run) => run.trained);
  const active = useRunStore((run) => isActive(run.phase));
  const { busy, message, error } = useArchiveStore();
  const origins = useOriginsStore((state) => state.origins);
  const groups = groupByOrigin(origins);
  const hasPrevious = useNetworkHistory(({ previous }) => previous !== null);
  const place = useKeptStore((state) => state.place);
  return (
    <>
      <Section title="Weights">
        <p className={styles.words}>
          {trained.length === 0
            ? "No network has weights yet. Train one, or import a weights archive."
            : `Trained: ${trained.map(stageTitle).join(", ")}.`}
        </p>
        {groups.length < 2 ? null : (
          <div className={styles.mixed}>
            <Notice kind="warning">
              These networks come from different runs. The archive notes this, too.
              <ul className={styles.origins}>
                {groups.map(([origin, stages]) => (
                  <li key={stages.join()}>
                    {stages.map(stageTitle).join(", ")}: {describeOrigin(origin, Date.now())}
                  </li>
                ))}
              </ul>
            </Notice>
          </div>
        )}
        <p className={styles.words}>
          {place === "stored" && trained.length > 0
            ? "They are kept in this browser until you train or import others; replaced networks are kept until the next run after that."
            : null}
        </p>
        {trained.length === 0 ? null : <WeightFormats />}
        <div className={styles.buttons}>
          <CommandButton command={COMMANDS.exportWeights} icon="download" variant="primary" />
          <ImportButton disabled={busy || active} />
          {hasPrevious ? <CommandButton command={COMMANDS.undoNetworks} icon="undo" /> : null}
        </div>
        <p role="status">{message}</p>
        {error === null ? null : <Notice kind="danger">{error}</Notice>}
      </Section>
      <MasksSection />
      <PackageSection />
      <MeasurementsSection />
      <Section title="Curves">
        <div className={styles.buttons}>
          <CommandButton command={COMMANDS.saveCurves} icon="download" />
        </div>
        <p className={styles.small}>One row per step and one per epoch; units are in the column names.</p>
      </Section>
      <Section title="Contents of the archive">
        <p className={styles.words}>The networks in the chosen formats, and:</p>
        <dl className={styles.contents}>
          {CONTENTS.map(([name, what]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <p className={styles.small}>Nothing leaves this computer: the archive is made here and saved.</p>
      </Section>
    </>
  );
}
