import { useMemo } from "react";
import type { Recipe } from "../../core/recipe/recipe.ts";
import { DIRECTION_LOSSES, GATES, HEADS } from "../../core/recipe/setting-options.ts";
import { editRecipe, useRecipeStore } from "../../state/recipe.ts";
import { NumberField } from "../controls/NumberField.tsx";
import { Select } from "../controls/Select.tsx";
import { FoldedSection } from "./FoldedSection.tsx";
import { Marked } from "./Marked.tsx";
import { formatParameters, networkSizes } from "./network-sizes.ts";
import { SharedNetworkSettings } from "./SharedNetworkSettings.tsx";

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

const SETTINGS = [
  { path: ["networks"] },
  { path: ["directionLoss"] },
  { path: ["gate"] },
  { path: ["sharedLoss"] },
  { path: ["startFrom"] },
];

const widthText = (m: number) => FRACTIONS.find(([value]) => value === m)?.[1].split(",")[0] ?? String(m);

function summaryOf({ networks, pipeline }: Recipe): string {
  const { semantic, direction, energy, shared } = networks;
  if (pipeline === "shared") {
    return `F ${shared.F}, depth ${shared.depth}${shared.logChannel ? ", log channel" : ""}`;
  }
  const widths = [direction.m, energy.m].map(widthText).join(", ");
  return `F ${semantic.F}, depth ${semantic.depth}, m ${widths}`;
}

/** Changes some of the networks. */
function editNetworks(patch: Partial<Recipe["networks"]>): void {
  editRecipe({ networks: { ...useRecipeStore.getState().recipe.networks, ...patch } });
}

/** Sizes of the three published networks, and the mask that gates the second. */
function PublishedSettings({ recipe }: { readonly recipe: Recipe }) {
  const { networks, gate, directionLoss: recipeLoss } = recipe;
  const sizes = useMemo(() => networkSizes(networks), [networks]);
  const { semantic, direction, energy } = networks;
  return (
    <>
      <Marked name="U-Net width F" path={["networks", "semantic", "F"]}>
        <NumberField
          label="U-Net width F"
          explanation={`Channels of the first level; ${formatParameters(sizes.semantic)} parameters.`}
          value={semantic.F}
          min={1}
          max={256}
          multipleOf={1}
          onChange={(F) => editNetworks({ semantic: { ...semantic, F } })}
        />
      </Marked>
      <Marked name="U-Net depth" path={["networks", "semantic", "depth"]}>
        <NumberField
          label="U-Net depth"
          explanation="Number of poolings, each halving the resolution."
          value={semantic.depth}
          min={1}
          max={4}
          multipleOf={1}
          onChange={(depth) => editNetworks({ semantic: { ...semantic, depth } })}
        />
      </Marked>
      <Marked name="Direction Net width m" path={["networks", "direction", "m"]}>
        <Select
          label="Direction Net width m"
          explanation={`${formatParameters(sizes.direction)} parameters.`}
          value={String(direction.m)}
          options={widthOptions(direction.m)}
          onChange={(m) => editNetworks({ direction: { ...direction, m: Number(m) } })}
        />
      </Marked>
      <Marked name="Direction Net output" path={["networks", "direction", "head"]}>
        <Select
          label="Direction Net output"
          explanation="The last layer of the Direction Net. A ReLU there cannot point up or left; it is offered to repeat a known failure."
          value={direction.head ?? "normalised"}
          options={HEADS}
          onChange={(head) =>
            editNetworks({ direction: head === "relu" ? { m: direction.m, head } : { m: direction.m } })
          }
        />
      </Marked>
      <Marked name="Direction loss" path={["directionLoss"]}>
        <Select
          label="Direction loss"
          explanation="What the stage Direction minimises: the mean squared angle to the true vectors, or its sum, whose value depends on the number of cells in a crop."
          value={recipeLoss}
          options={DIRECTION_LOSSES}
          onChange={(directionLoss) => editRecipe({ directionLoss })}
        />
      </Marked>
      <Marked name="Watershed Net width m" path={["networks", "energy"]}>
        <Select
          label="Watershed Net width m"
          explanation={`${formatParameters(sizes.energy)} parameters.`}
          value={String(energy.m)}
          options={widthOptions(energy.m)}
          onChange={(m) => editNetworks({ energy: { m: Number(m) } })}
        />
      </Marked>
      <Marked name="Gating mask" path={["gate"]}>
        <Select
          label="Gating mask"
          explanation="The mask that sets the background to 0 before the Direction Net sees the image."
          value={gate}
          options={GATES}
          onChange={(choice) => editRecipe({ gate: choice })}
        />
      </Marked>
    </>
  );
}

/** Sizes of the networks of the recipe's pipeline, and what they are trained on. */
export function NetworkSettings() {
  const recipe = useRecipeStore((state) => state.recipe);
  return (
    <FoldedSection title="Networks" summary={summaryOf(recipe)} settings={SETTINGS}>
      {recipe.pipeline === "shared" ? (
        <SharedNetworkSettings recipe={recipe} />
      ) : (
        <PublishedSettings recipe={recipe} />
      )}
    </FoldedSection>
  );
}
