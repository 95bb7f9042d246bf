import { type ChangeEvent, useRef } from "react";
import { importWeights, useArchiveStore } from "../../state/archive.ts";
import { COMMANDS } from "../../state/commands.ts";
import { isActive, stageTitle, useRunStore } from "../../state/run.ts";
import { CommandButton } from "../commands/CommandButton.tsx";
import { Button } from "../controls/Button.tsx";
import { Notice } from "../controls/Notice.tsx";
import { Section } from "../controls/Section.tsx";
import styles from "./ExportTab.module.css";
import { MasksSection } from "./MasksSection.tsx";

const CONTENTS: readonly (readonly [name: string, what: string])[] = [
  ["STAGE/model.json, *.bin", "one TensorFlow.js graph model per trained network; tf.loadGraphModel runs it"],
  ["recipe.json", "everything that decided the run"],
  ["curves.csv", "every step and epoch of the last run"],
  ["README", "inputs, outputs and their axes, in words"],
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

/** Weights, masks and curves out, weights in. */
export function ExportTab() {
  const trained = useRunStore((run) => run.trained);
  const active = useRunStore((run) => isActive(run.phase));
  const { busy, message, error } = useArchiveStore();
  return (
    <>
      <Section title="Weights">
        <p className={styles.words}>
          {trained.length === 0
            ? "No network has weights yet. Train one, or import an archive that this page wrote before."
            : `Trained: ${trained.map(stageTitle).join(", ")}.`}
        </p>
        <div className={styles.buttons}>
          <CommandButton command={COMMANDS.exportWeights} icon="download" look="primary" />
          <ImportButton disabled={busy || active} />
        </div>
        <p role="status">{message}</p>
        {error === null ? null : <Notice kind="danger">{error}</Notice>}
      </Section>
      <MasksSection />
      <Section title="Curves">
        <div className={styles.buttons}>
          <CommandButton command={COMMANDS.saveCurves} icon="download" />
        </div>
        <p className={styles.small}>One row a step and one an epoch, names with units.</p>
      </Section>
      <Section title="What the archive holds">
        <dl className={styles.contents}>
          {CONTENTS.map(([name, what]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <p className={styles.small}>
          Nothing leaves this computer: the archive is put together here and saved.
        </p>
      </Section>
    </>
  );
}
