import { useState } from "react";
import { authorsOf, LICENCE_NAMES, LICENCES, type Licence, whyNoCard } from "../../core/model-card.ts";
import { predictsQuantity } from "../../core/recipe/pipelines.ts";
import { exportPackage, useArchiveStore } from "../../state/archive.ts";
import { isActive, useRunStore } from "../../state/run.ts";
import { Button } from "../controls/Button.tsx";
import { Section } from "../controls/Section.tsx";
import { Select } from "../controls/Select.tsx";
import { TextField } from "../controls/TextField.tsx";
import styles from "./ExportTab.module.css";

const OPTIONS = LICENCE_NAMES.map((value) => ({ value, label: value, detail: LICENCES[value] }));

/** The networks as a model package of bioimage.io, for which name, authors and licence are asked. */
export function PackageSection() {
  const trained = useRunStore((run) => run.trained);
  const active = useRunStore((run) => isActive(run.phase));
  const busy = useArchiveStore((state) => state.busy);
  const [name, setName] = useState("My cell model");
  const [authors, setAuthors] = useState("");
  const [licence, setLicence] = useState<Licence>(LICENCE_NAMES[0]);
  const card = { name: name.trim(), authors: authorsOf(authors), licence };
  const canPredict = predictsQuantity(trained, "mask");
  const reason = canPredict
    ? whyNoCard(card)
    : "A package needs a network that predicts the mask. Train one first.";
  return (
    <Section title="Model for other tools">
      <p className={styles.words}>
        A package of bioimage.io with the ONNX pipeline, for ImageJ, QuPath, napari and others. Its test image
        is synthetic.
      </p>
      <TextField label="Name of the model" value={name} onChange={setName} />
      <TextField
        label="Authors"
        placeholder="Ada Lovelace; Alan Turing"
        value={authors}
        onChange={setAuthors}
      />
      <Select label="Licence" value={licence} onChange={setLicence} options={OPTIONS} />
      <div className={styles.buttons}>
        <Button
          label="Export package"
          icon="download"
          disabled={reason !== null || busy || active}
          onClick={() => void exportPackage(card)}
        />
      </div>
      {reason === null ? null : <p className={styles.small}>{reason}</p>}
    </Section>
  );
}
