import { COMMANDS } from "../../state/commands.ts";
import { useDatasetStore } from "../../state/dataset.ts";
import { type Compare, chooseCompare, useFieldLayers } from "../../state/field-layers.ts";
import { useFieldViewStore } from "../../state/field-view.ts";
import { isActive, useRunStore } from "../../state/run.ts";
import { shownFields, useShownFieldsRevision } from "../../state/shown-fields.ts";
import { showSource, useViewStore } from "../../state/view.ts";
import contrast from "../canvas/ContrastButton.module.css";
import { CommandIconButton } from "../commands/CommandIconButton.tsx";
import { Icon } from "../controls/Icon.tsx";
import button from "../controls/IconButton.module.css";
import { IconButton } from "../controls/IconButton.tsx";
import { Segmented } from "../controls/Segmented.tsx";
import { loadPart } from "../loading/load-part.tsx";
import styles from "./FieldTools.module.css";
import { showViewport, useFieldViewport } from "./field-viewport.ts";

const ContrastButton = loadPart(
  async () => (await import("../canvas/ContrastButton.tsx")).ContrastButton,
  () => (
    <span className={contrast.trigger}>
      <span className={button.button}>
        <Icon name="contrast" />
      </span>
    </span>
  ),
);

const SOURCES = [
  { value: "whole", label: "Whole image", short: "Whole" },
  { value: "roll", label: "Augmented crop", short: "Crop" },
  { value: "rotation", label: "Rotated crop", short: "Rotated" },
] as const;

const TRAINING = { value: "training", label: "Training sample", short: "Training" } as const;

const COUNTS: readonly { readonly value: Compare; readonly label: string; readonly title: string }[] = [
  { value: "1", label: "1", title: "One panel" },
  { value: "2", label: "2", title: "Compare two layers" },
  { value: "4", label: "4", title: "Compare four layers" },
  { value: "all", label: "All", title: "A panel for every layer" },
];

/** Name of the shown image, or stage and step of the training sample. */
function useTitle(): string {
  const name = useDatasetStore(
    ({ records, selectedImageId }) => records.find(({ id }) => id === selectedImageId)?.name,
  );
  const isTraining = useViewStore(({ source }) => source === "training");
  useShownFieldsRevision((state) => state.revision);
  const fields = shownFields();
  if (!isTraining || fields?.imageId !== undefined) return name ?? "";
  // What is left of "Training sample, Direction step 3" beside the chosen source.
  return fields?.title.split(", ").at(-1) ?? "";
}

/** What the panels of the field view show, in one line. */
export function FieldTools() {
  const source = useViewStore((view) => view.source);
  const compare = useFieldLayers((view) => view.compare) ?? "2";
  const listOpen = useFieldLayers((view) => view.listOpen);
  const zoomed = useFieldViewport(({ viewport }) => viewport !== null);
  const preparing = useFieldViewStore((view) => view.preparing);
  const active = useRunStore((run) => isActive(run.phase));
  const title = useTitle();
  const training = { ...TRAINING, disabled: !active, title: active ? undefined : "Shown during a run" };
  return (
    <div className={styles.tools}>
      <h2 className="visually-hidden">Fields</h2>
      <div className={styles.image}>
        <CommandIconButton command={COMMANDS.previousImage} icon="previous" />
        <span className={styles.name} title={title} data-preparing={preparing || undefined}>
          {title}
        </span>
        <CommandIconButton command={COMMANDS.nextImage} icon="next" />
      </div>
      <Segmented
        label="Show"
        labelHidden
        value={source}
        onChange={showSource}
        options={[...SOURCES, training]}
      />
      <CommandIconButton command={COMMANDS.roll} icon="dice" />
      <Segmented label="Panels" labelHidden value={compare} onChange={chooseCompare} options={COUNTS} />
      <ContrastButton />
      <IconButton
        label="Zoom to fit"
        icon="fit"
        shortcut="0"
        disabled={!zoomed}
        onClick={() => showViewport(null)}
      />
      <CommandIconButton command={COMMANDS.layers} icon="layers" pressed={listOpen} />
    </div>
  );
}
