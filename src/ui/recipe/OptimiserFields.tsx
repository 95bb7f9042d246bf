import {
  defaultOptimiser,
  LARGEST_CLIP_NORM,
  OPTIMISER_KINDS,
  OPTIMISERS,
  type OptimiserField,
  type OptimiserRecipe,
  SMALLEST_CLIP_NORM,
} from "../../core/recipe/optimisers.ts";
import type { Stage } from "../../core/recipe/recipe.ts";
import { editStage } from "../../state/recipe.ts";
import { NumberField } from "../controls/NumberField.tsx";
import { Select } from "../controls/Select.tsx";
import { Switch } from "../controls/Switch.tsx";
import { Marked } from "./Marked.tsx";
import { CLIP_NORM, withClip } from "./stage-defaults.ts";

/** Distance of the largest available value from an excluded upper limit. */
const JUST_BELOW = 1e-4;

const OPTIONS = OPTIMISER_KINDS.map((value) => {
  const { label, detail } = OPTIMISERS[value];
  return { value, label, detail };
});

interface OptimiserFieldProps {
  readonly field: OptimiserField;
  readonly value: number | boolean;
  readonly onChange: (value: number | boolean) => void;
}

function OptimiserFieldControl({ field, value, onChange }: OptimiserFieldProps) {
  if (field.kind === "switch") {
    return <Switch label={field.label} checked={value === true} onChange={onChange} />;
  }
  const { control, low, high, isOpen } = field;
  if (!control) return null;
  return (
    <NumberField
      {...control}
      value={Number(value)}
      min={low}
      max={isOpen ? high - JUST_BELOW : high}
      onChange={onChange}
    />
  );
}

/** Label of the control of a field; null for a field that has none on the page. */
function labelOf(field: OptimiserField): string | null {
  return field.kind === "switch" ? field.label : (field.control?.label ?? null);
}

/** The optimiser of a stage, with its parameters. */
export function OptimiserFields({ stage, optimiser }: { stage: Stage; optimiser: OptimiserRecipe }) {
  const { clipNorm = null } = optimiser;
  const values: Readonly<Record<string, string | number | boolean>> = optimiser;
  const fields: Readonly<Record<string, OptimiserField>> = OPTIMISERS[optimiser.kind].fields;
  const edit = (name: string, value: number | boolean) =>
    editStage(stage, { optimiser: { ...optimiser, [name]: value } });
  const clip = (norm: number | null) => editStage(stage, { optimiser: withClip(optimiser, norm) });
  const path = ["stages", stage, "optimiser"];
  return (
    <>
      <Marked name="Optimiser" path={[...path, "kind"]} resets={path}>
        <Select
          label="Optimiser"
          value={optimiser.kind}
          options={OPTIONS}
          onChange={(kind) => editStage(stage, { optimiser: withClip(defaultOptimiser(kind), clipNorm) })}
        />
      </Marked>
      {Object.entries(fields).map(([name, field]) =>
        labelOf(field) === null ? null : (
          <Marked key={`${optimiser.kind} ${name}`} name={labelOf(field) ?? name} path={[...path, name]}>
            <OptimiserFieldControl
              field={field}
              value={values[name] as number | boolean}
              onChange={(value) => edit(name, value)}
            />
          </Marked>
        ),
      )}
      <Marked name="Clip gradients" path={[...path, "clipNorm"]}>
        <Switch
          label="Clip gradients"
          explanation="Limits the effect of a single outlier batch."
          checked={clipNorm !== null}
          onChange={(on) => clip(on ? CLIP_NORM : null)}
        />
        {clipNorm !== null ? (
          <NumberField
            label="Largest gradient norm"
            value={clipNorm}
            min={SMALLEST_CLIP_NORM}
            max={LARGEST_CLIP_NORM}
            step={0.1}
            onChange={clip}
          />
        ) : null}
      </Marked>
    </>
  );
}
