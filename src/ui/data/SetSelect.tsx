import type { ImageRecord } from "../../core/dataset/image-record.ts";
import { canJoin, IMAGE_SETS, type ImageSet } from "../../core/dataset/sampling/image-sets.ts";
import { assignImages, useSetsStore } from "../../state/image-sets.ts";
import { Select } from "../controls/Select.tsx";
import { SET_TITLES } from "./set-titles.ts";

export interface SetSelectProps {
  readonly record: ImageRecord;
  /** The set that the image is in. */
  readonly set: ImageSet;
  readonly label: string;
  readonly labelHidden?: boolean | undefined;
  /** Whether a run is using the images. */
  readonly locked: boolean;
}

/** The set of an image, automatic or by hand. */
export function SetSelect({ record, set, label, labelHidden, locked }: SetSelectProps) {
  const { id, labelled } = record;
  const byHand = useSetsStore(({ assigned }) => assigned.get(id) ?? null);
  // Without a mask, prediction is the only automatic set.
  const sets = IMAGE_SETS.filter((one) => canJoin(record, one) && (labelled || one !== "prediction"));
  const automatic = byHand === null ? `Automatic: ${SET_TITLES[set].toLowerCase()}` : "Automatic";
  return (
    <Select
      label={label}
      labelHidden={labelHidden}
      value={byHand ?? "automatic"}
      options={[
        { value: "automatic", label: automatic, detail: labelled ? "By the split of the recipe" : undefined },
        ...sets.map((value) => ({ value, label: SET_TITLES[value] })),
      ]}
      disabled={locked}
      onChange={(value) => void assignImages([id], value === "automatic" ? null : value)}
    />
  );
}
