import type { Neighbours } from "../raster/label-components.ts";
import type { FieldQuantity } from "../recipe/task.ts";
import type { ChoiceParameter, NumberParameter, Parameter, SwitchParameter, ValueOf } from "./parameter.ts";

/** Definition of connected components. */
export interface ComponentRule {
  readonly neighbours: Neighbours;
  /** Components of fewer px are removed. */
  readonly minimum: number;
}

/** How a predicted mask is made; a true one is taken as it is. */
export interface MaskRule {
  /** Probability of cell above which a pixel is in the mask. */
  readonly maskThreshold: number;
  /** Holes of fewer px are filled. */
  readonly holes: number;
}

/** Description of a method. */
interface MethodEntry {
  readonly title: string;
  /** Summary in a sentence. */
  readonly sentence: string;
  /** Quantities that it needs, besides the mask; levels also need the vectors they are predicted from. */
  readonly reads: readonly FieldQuantity[];
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

const SMALLEST_CELL =
  "Cells with fewer pixels are removed. After a run, the default is the first percentile of the areas of the training cells.";

const LEFTOVERS: SwitchParameter = {
  kind: "switch",
  initial: true,
  label: "Keep leftover components",
  hint: "Components of the mask in which no cell was found become cells; without this, small cells are lost.",
};

/** Parameters of a predicted mask; `holes` is the initial value of the holes to fill. */
function predictedMask(holes: number) {
  return {
    maskThreshold: number({
      initial: 0.5,
      low: 0.05,
      high: 0.95,
      step: 0.05,
      unit: "",
      tries: [0.3, 0.4, 0.5, 0.6, 0.7],
      label: "Mask threshold",
      hint: "Pixels with a probability of cell above this form the predicted mask; the true mask is not changed.",
      onlyPredicted: true,
    }),
    holes: number({
      initial: holes,
      low: 0,
      high: 1000,
      step: 1,
      unit: "px",
      tries: [0, 100],
      label: "Fill holes below",
      hint: "Holes of fewer pixels in the predicted mask are filled; 0 keeps them. The true mask is not changed.",
      onlyPredicted: true,
    }),
  };
}

/** Smallest cell of the methods of the shared network, by default that of the training images. */
const TRAINING_MINIMUM = {
  ...minimum(15),
  high: 1000,
  label: "Smallest cell",
  hint: SMALLEST_CELL,
  fromTraining: true,
} as const;

/** All methods: text, input and parameters. */
export const INSTANCE_METHODS = {
  cut: {
    title: "Cut at a level",
    sentence: "Keeps pixels deeper than a level, separates the connected components and dilates them back.",
    reads: ["direction", "level"],
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
      ...predictedMask(0),
    },
  },
  components: {
    title: "Components of the mask",
    sentence: "Takes each connected component of the mask as a cell: the baseline.",
    reads: [],
    parameters: { neighbours: NEIGHBOURS, minimum: minimum(15), ...predictedMask(0) },
  },
  watershed: {
    title: "Watershed",
    sentence: "Floods the levels from their deepest peaks; cells meet at the watershed lines.",
    reads: ["direction", "level"],
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
      ...predictedMask(0),
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
      ...predictedMask(0),
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
      ...predictedMask(0),
    },
  },
  landscape: {
    title: "Levels and divergence",
    sentence: "Floods the depth, lowered where vectors diverge, from its prominent peaks.",
    reads: ["direction", "level"],
    parameters: {
      part: number({
        initial: 1,
        low: 0,
        high: 4,
        step: 0.25,
        unit: "levels",
        tries: [0, 0.5, 1, 2, 3],
        label: "Weight of the divergence",
        hint: "Where vectors diverge fully, as between two cells, the depth is lowered by this many levels.",
      }),
      sigma: number({
        initial: 1,
        low: 0,
        high: 4,
        step: 0.1,
        unit: "px",
        tries: [0.5, 0.7, 1, 1.5, 2],
        label: "Smoothing",
        hint: "Standard deviation of the Gaussian that smooths depth and divergence.",
      }),
      prominence: number({
        initial: 0.5,
        low: 0,
        high: 4,
        step: 0.0625,
        unit: "levels",
        tries: [0.25, 0.5, 0.75, 1, 1.5, 2],
        label: "Prominence",
        hint: "A peak becomes a cell if it rises by more than this above the pass to a higher peak.",
      }),
      minimum: TRAINING_MINIMUM,
      ...predictedMask(100),
    },
  },
  depth: {
    title: "Integrated depth",
    sentence:
      "Integrates the vectors to a depth, held at the levels, and floods it from its prominent peaks.",
    reads: ["direction", "level"],
    parameters: {
      reach: number({
        initial: 14,
        low: 1,
        high: 100,
        step: 1,
        unit: "px",
        tries: [7, 14, 28],
        label: "Reach of the vectors",
        hint: "Within this distance, differences in depth follow the vectors; beyond it, the levels.",
      }),
      prominence: number({
        initial: 1.5,
        low: 0,
        high: 10,
        step: 0.125,
        unit: "px",
        tries: [1, 1.25, 1.5, 1.75, 2],
        label: "Prominence",
        hint: "A peak becomes a cell if it rises by more than this above the pass to a higher peak.",
      }),
      share: number({
        initial: 0.3,
        low: 0,
        high: 1,
        step: 0.05,
        unit: "of the depth",
        tries: [0.15, 0.2, 0.25, 0.3, 0.4],
        label: "Prominence of shallow cells",
        hint: "A peak also becomes a cell if it rises by more than this fraction of its depth, as small cells do.",
      }),
      minimum: TRAINING_MINIMUM,
      ...predictedMask(100),
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
