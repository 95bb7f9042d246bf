import type { Recipe } from "../../core/recipe/recipe.ts";
import { SHARED_PEAK } from "../../core/recipe/recipe-schema.ts";
import { settingLabel } from "../../core/recipe/setting-label.ts";
import { START_FROM } from "../../core/recipe/setting-options.ts";
import { START_PEAK, withStart } from "../../core/starts/with-start.ts";
import { editRecipe } from "../../state/recipe.ts";
import { NumberField } from "../controls/NumberField.tsx";
import { Select } from "../controls/Select.tsx";
import { Switch } from "../controls/Switch.tsx";
import { Marked } from "./Marked.tsx";
import { formatParameters, networkSizes } from "./network-sizes.ts";

type LossWeight = keyof Recipe["sharedLoss"];

const LOSS_WEIGHTS: readonly {
  readonly name: LossWeight;
  readonly explanation: string;
  readonly max: number;
}[] = [
  { name: "mask", explanation: "Of cross entropy and Dice of the mask.", max: 100 },
  {
    name: "vectors",
    explanation: "Of the squared difference between predicted and true vectors, both zero in the background.",
    max: 100,
  },
  { name: "levels", explanation: "Of the cross entropy of the depth levels.", max: 100 },
  {
    name: "background",
    explanation:
      "Of a background pixel for vectors and levels; a cell pixel weighs 1 on average, more in small cells.",
    max: 10,
  },
];

/** Size and input of the network with three heads, and the weights of the parts of its loss. */
export function SharedNetworkSettings({ recipe }: { readonly recipe: Recipe }) {
  const { networks, sharedLoss } = recipe;
  const { shared } = networks;
  const edit = (patch: Partial<Recipe["networks"]["shared"]>) =>
    editRecipe({ networks: { ...networks, shared: { ...shared, ...patch } } });
  const label = (...path: readonly string[]) => settingLabel(path);
  return (
    <>
      <Marked name={label("startFrom")} path={["startFrom"]}>
        <Select
          label={label("startFrom")}
          explanation={`Weights with which the training begins. A start sets the size and the input of its network, and lowers the peak learning rate to ${START_PEAK} where it was ${SHARED_PEAK}.`}
          value={recipe.startFrom}
          options={START_FROM}
          onChange={(startFrom) => editRecipe(withStart(recipe, startFrom))}
        />
      </Marked>
      <Marked name={label("networks", "shared", "F")} path={["networks", "shared", "F"]}>
        <NumberField
          label={label("networks", "shared", "F")}
          explanation={`Channels of the first level; ${formatParameters(networkSizes(networks).shared)} parameters.`}
          value={shared.F}
          min={1}
          max={256}
          multipleOf={1}
          onChange={(F) => edit({ F })}
        />
      </Marked>
      <Marked name={label("networks", "shared", "depth")} path={["networks", "shared", "depth"]}>
        <NumberField
          label={label("networks", "shared", "depth")}
          explanation="Number of poolings, each halving the resolution."
          value={shared.depth}
          min={1}
          max={4}
          multipleOf={1}
          onChange={(depth) => edit({ depth })}
        />
      </Marked>
      <Marked name={label("networks", "shared", "logChannel")} path={["networks", "shared", "logChannel"]}>
        <Switch
          label={label("networks", "shared", "logChannel")}
          explanation="The logarithm of the image is a second input, which shows dim cells beside bright ones."
          checked={shared.logChannel}
          onChange={(logChannel) => edit({ logChannel })}
        />
      </Marked>
      {LOSS_WEIGHTS.map(({ name, explanation, max }) => (
        <Marked key={name} name={label("sharedLoss", name)} path={["sharedLoss", name]}>
          <NumberField
            label={label("sharedLoss", name)}
            explanation={explanation}
            value={sharedLoss[name]}
            min={0}
            max={max}
            step={0.05}
            onChange={(weight) => editRecipe({ sharedLoss: { ...sharedLoss, [name]: weight } })}
          />
        </Marked>
      ))}
    </>
  );
}
