import { MAX_PLANES } from "../../core/dataset/stack-choice.ts";
import { chooseSlice, chooseTime, useStackStore } from "../../state/stack-choice.ts";
import { NumberField } from "../controls/NumberField.tsx";
import { Select } from "../controls/Select.tsx";

const SLICES = [
  { value: "middle", label: "Middle" },
  { value: "number", label: "By number" },
] as const;

/** Slice and time point of the next stacks. */
export function StackFields() {
  const slice = useStackStore((state) => state.slice);
  const time = useStackStore((state) => state.time);
  return (
    <>
      <Select
        label="Slice"
        explanation="For files added next. All channels are kept; Recipe chooses one."
        value={slice === null ? "middle" : "number"}
        options={SLICES}
        onChange={(mode) => chooseSlice(mode === "middle" ? null : 0)}
      />
      {slice === null ? null : (
        <NumberField
          label="Slice number"
          explanation="Stacks without this plane are refused."
          value={slice + 1}
          min={1}
          max={MAX_PLANES}
          multipleOf={1}
          onChange={(number) => chooseSlice(number - 1)}
        />
      )}
      <NumberField
        label="Time point"
        value={(time ?? 0) + 1}
        min={1}
        max={MAX_PLANES}
        multipleOf={1}
        onChange={(number) => chooseTime(number === 1 ? null : number - 1)}
      />
    </>
  );
}
