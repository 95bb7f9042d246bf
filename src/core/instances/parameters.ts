import type { Neighbours } from "../raster/label-components.ts";
import type { NetworkName } from "../recipe/recipe.ts";
import type { ChoiceParameter, NumberParameter, Parameter, SwitchParameter, ValueOf } from "./parameter.ts";

/** Definition of connected components. */
export interface ComponentRule {
  readonly neighbours: Neighbours;
  /** Components of fewer px are removed. */
  readonly minimum: number;
}

/** Description of a method. */
interface MethodEntry {
  readonly title: string;
  /** Summary in a sentence. */
  readonly sentence: string;
  /**
   * Networks whose output it needs, besides the mask; levels also need the vectors they are predicted from.
   */
  readonly reads: readonly NetworkName[];
  /** Parameters with initial value, range and effect. */
  readonly parameters: Readonly<Record<string, Parameter>>;
}

/** A number parameter whose type does not depend on its bounds. */
const number = (parameter: Omit<NumberParameter, "kind">): NumberParameter => ({
  kind: "number",
  ...parameter,
});

const NEIGHBOURS: ChoiceParameter<Neighbours> = {
  kind: "choice",
  initial: 8,
  options: [4, 8],
  label: "Neighbours",
  hint: "With 8, pixels that touch only at a corner are connected; with 4 they are not.",
};

function minimum(initial: number): NumberParameter {
  return number({
    initial,
    low: 0,
    high: 200,
    step: 1,
    unit: "px",
    tries: [0, 5, 10, 15, 25, 40, 60],
    label: "Minimum size",
    hint: "Components with fewer pixels are removed, before the dilation.",
  });
}

const LEFTOVERS: SwitchParameter = {
  kind: "switch",
  initial: true,
  label: "Keep leftover components",
  hint: "Components of the mask in which no cell was found become cells; without this, small cells are lost.",
};

/** All methods: text, input and parameters. */
export const INSTANCE_METHODS = {
  cut: {
    title: "Cut at a level",
    sentence: "Keeps pixels deeper than a level, separates the connected components and dilates them back.",
    reads: ["direction", "energy"],
    parameters: {
      level: number({
        initial: 1,
        low: 0,
        high: 6,
        step: 1,
        unit: "",
        tries: [0, 1, 2, 3],
        label: "Cut above level",
        hint: "Pixels of deeper levels form connected components; higher cuts separate more cells and lose more.",
      }),
      neighbours: NEIGHBOURS,
      minimum: minimum(15),
      dilation: number({
        initial: 0,
        low: -2,
        high: 8,
        step: 1,
        unit: "px",
        tries: [-1, 0, 1, 2],
        label: "Additional dilation",
        hint: "Components are dilated by the cut level, one pixel, and this; never over each other or outside the mask.",
      }),
      leftovers: LEFTOVERS,
    },
  },
  components: {
    title: "Components of the mask",
    sentence: "Takes each connected component of the mask as a cell: the baseline.",
    reads: [],
    parameters: { neighbours: NEIGHBOURS, minimum: minimum(15) },
  },
  watershed: {
    title: "Watershed",
    sentence: "Floods the levels from their deepest peaks; cells meet at the watershed lines.",
    reads: ["direction", "energy"],
    parameters: {
      prominence: number({
        initial: 3,
        low: 1,
        high: 8,
        step: 1,
        unit: "levels",
        tries: [1, 2, 3, 4, 5],
        label: "Prominence",
        hint: "A peak becomes a cell if it rises by this many levels above the pass to a higher peak.",
      }),
      neighbours: NEIGHBOURS,
      minimum: minimum(15),
    },
  },
  follow: {
    title: "Follow the field",
    sentence: "Moves every pixel along the vectors; pixels that end on the same ridge form a cell.",
    reads: ["direction"],
    parameters: {
      steps: number({
        initial: 20,
        low: 5,
        high: 200,
        step: 5,
        unit: "",
        tries: [20],
        label: "Steps",
        hint: "Number of steps each pixel takes along the field.",
      }),
      stride: number({
        initial: 1,
        low: 0.1,
        high: 3,
        step: 0.1,
        unit: "px",
        tries: [0.5, 1, 1.5, 2],
        label: "First step",
        hint: "Length of the first step.",
      }),
      damping: number({
        initial: 0.8,
        low: 0.5,
        high: 1,
        step: 0.01,
        unit: "",
        tries: [0.7, 0.75, 0.8, 0.85, 0.9],
        label: "Damping",
        hint: "Each step is the length of the previous one times this; without damping, pixels oscillate across the ridge.",
      }),
      minimumCount: number({
        initial: 1,
        low: 1,
        high: 20,
        step: 1,
        unit: "px",
        tries: [1, 2, 4],
        label: "Minimum count",
        hint: "A position belongs to a ridge if at least this many pixels end there.",
      }),
      gapRadius: number({
        initial: 1,
        low: 0,
        high: 4,
        step: 1,
        unit: "px",
        tries: [0, 1, 2],
        label: "Gap-closing radius",
        hint: "Ridges are dilated by this many pixels before they are separated.",
      }),
      neighbours: NEIGHBOURS,
      minimum: minimum(15),
      leftovers: LEFTOVERS,
    },
  },
  divergence: {
    title: "Cut by divergence",
    sentence: "Cuts where neighbouring vectors diverge and dilates the components back.",
    reads: ["direction"],
    parameters: {
      threshold: number({
        // Predicted vectors change more smoothly than ground-truth ones, for which 1 would do.
        initial: 0.5,
        low: 0.1,
        high: 2,
        step: 0.05,
        unit: "",
        tries: [0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8, 1],
        label: "Divergence threshold",
        hint: "Neighbouring pixels are separated when their vectors diverge by more than this, along the step between them.",
      }),
      neighbours: { ...NEIGHBOURS, initial: 4 },
      minimum: minimum(15),
      dilation: number({
        initial: 2,
        low: 0,
        high: 8,
        step: 1,
        unit: "px",
        tries: [1, 2, 3],
        label: "Dilation",
        hint: "Components are dilated back by this many pixels, never over each other or outside the mask.",
      }),
      leftovers: LEFTOVERS,
    },
  },
} as const satisfies Readonly<Record<string, MethodEntry>>;

/** Instance methods; the first is that of the paper. */
export type Method = keyof typeof INSTANCE_METHODS;
export const METHODS = Object.keys(INSTANCE_METHODS) as unknown as readonly [Method, ...Method[]];

/** The parameters of each method. */
export type InstanceParameters = {
  readonly [M in Method]: {
    readonly [Name in keyof (typeof INSTANCE_METHODS)[M]["parameters"]]: ValueOf<
      (typeof INSTANCE_METHODS)[M]["parameters"][Name]
    >;
  };
};

/** A method with its parameters. */
export type InstanceChoice = {
  readonly [M in Method]: { readonly method: M; readonly parameters: InstanceParameters[M] };
}[Method];
