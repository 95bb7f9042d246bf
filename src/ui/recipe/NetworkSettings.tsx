import { useMemo } from "react";
import type { Recipe } from "../../core/recipe/recipe.ts";
import { editRecipe, useRecipeStore } from "../../state/recipe.ts";
import { NumberField } from "../controls/NumberField.tsx";
import { Section } from "../controls/Section.tsx";
import { Select } from "../controls/Select.tsx";
import { formatParameters, networkSizes } from "./network-sizes.ts";

const FRACTIONS: readonly (readonly [value: number, text: string])[] = [
  [1 / 32, "1/32"],
  [1 / 16, "1/16"],
  [1 / 8, "1/8"],
  [1 / 4, "1/4"],
  [1 / 2, "1/2"],
  [1, "1, as published"],
];

/** The available widths, and the current one if it is not among them. */
function widthOptions(current: number) {
  const known = FRACTIONS.some(([value]) => value === current);
  const all = known ? FRACTIONS : [...FRACTIONS, [current, String(current)] as const];
  return all.map(([value, label]) => ({ value: String(value), label }));
}

/** Sizes of the three networks. */
export function NetworkSettings() {
  const networks = useRecipeStore(({ recipe }) => recipe.networks);
  const sizes = useMemo(() => networkSizes(networks), [networks]);
  const edit = (patch: Partial<Recipe["networks"]>) => editRecipe({ networks: { ...networks, ...patch } });
  const { semantic, direction, energy } = networks;
  return (
    <Section title="Networks">
      <NumberField
        label="U-Net width F"
        explanation={`Channels of the first level; ${formatParameters(sizes.semantic)} parameters.`}
        value={semantic.F}
        min={1}
        max={256}
        multipleOf={1}
        onChange={(F) => edit({ semantic: { ...semantic, F } })}
      />
      <NumberField
        label="U-Net depth"
        explanation="Number of poolings, each halving the resolution."
        value={semantic.depth}
        min={1}
        max={4}
        multipleOf={1}
        onChange={(depth) => edit({ semantic: { ...semantic, depth } })}
      />
      <Select
        label="Direction Net width m"
        explanation={`${formatParameters(sizes.direction)} parameters.`}
        value={String(direction.m)}
        options={widthOptions(direction.m)}
        onChange={(m) => edit({ direction: { m: Number(m) } })}
      />
      <Select
        label="Watershed Net width m"
        explanation={`${formatParameters(sizes.energy)} parameters.`}
        value={String(energy.m)}
        options={widthOptions(energy.m)}
        onChange={(m) => edit({ energy: { m: Number(m) } })}
      />
    </Section>
  );
}
