import type { Neighbours } from "../raster/label-components.ts";

/** The ways from a field to cells, the one of the paper first. */
export const METHODS = ["cut", "components", "watershed", "follow", "divergence"] as const;
export type Method = (typeof METHODS)[number];

/** How pieces are told apart. */
export interface PieceRule {
  readonly neighbours: Neighbours;
  /** Pieces of fewer px are left out. */
  readonly minimum: number;
}

/** The cut of levels. */
export interface CutParameters extends PieceRule {
  /** Levels above it are kept. */
  readonly level: number;
  /** Pixels by which pieces grow beyond the `level` + 1 that the cut took. */
  readonly growth: number;
  readonly rest: boolean;
}

/** Pieces of the mask. */
export type ComponentsParameters = PieceRule;

/** Flooding from the deepest places. */
export interface WatershedParameters extends PieceRule {
  /** Levels by which a peak must rise above the pass to a higher one, to be a cell of its own. */
  readonly prominence: number;
}

/** Following the field. */
export interface FollowParameters extends PieceRule {
  readonly steps: number;
  /** Length of the first step in px. */
  readonly stride: number;
  /** Each step is as long as the one before times this. */
  readonly damping: number;
  /** Pixels that must end in a place for it to belong to a ridge. */
  readonly crowd: number;
  /** Ridges are joined over gaps of up to twice as many px. */
  readonly bridge: number;
  readonly rest: boolean;
}

/** The cut where vectors part. */
export interface DivergenceParameters extends PieceRule {
  /** How fast two neighbours' vectors must part, 0..2. */
  readonly parting: number;
  /** Pixels by which pieces grow back. */
  readonly growth: number;
  readonly rest: boolean;
}

/** The parameters of each method. */
export interface InstanceParameters {
  readonly cut: CutParameters;
  readonly components: ComponentsParameters;
  readonly watershed: WatershedParameters;
  readonly follow: FollowParameters;
  readonly divergence: DivergenceParameters;
}

/** A method with its parameters. */
export type InstanceChoice = {
  readonly [M in Method]: { readonly method: M; readonly parameters: InstanceParameters[M] };
}[Method];

/** What a control for a parameter says. */
interface Told {
  readonly label: string;
  /** What it does, in a sentence. */
  readonly hint: string;
}

/** A number on a slider. */
export interface NumberParameter extends Told {
  readonly kind: "number";
  readonly initial: number;
  readonly low: number;
  readonly high: number;
  readonly step: number;
  readonly unit: string;
  /** Values that a fit tries. */
  readonly tries: readonly number[];
}

/** One of a few numbers. */
export interface ChoiceParameter<Value extends number = number> extends Told {
  readonly kind: "choice";
  readonly initial: Value;
  readonly options: readonly Value[];
}

/** On or off. */
export interface SwitchParameter extends Told {
  readonly kind: "switch";
  readonly initial: boolean;
}

export type Parameter = NumberParameter | ChoiceParameter | SwitchParameter;

type ParameterOf<Value> = [Value] extends [boolean]
  ? SwitchParameter
  : number extends Value
    ? NumberParameter
    : ChoiceParameter<Extract<Value, number>>;

type ParametersOf<Values> = { readonly [Name in keyof Values]: ParameterOf<Values[Name]> };

const NEIGHBOURS: ParameterOf<Neighbours> = {
  kind: "choice",
  initial: 8,
  options: [4, 8],
  label: "Neighbours",
  hint: "With 8, pixels that touch at a corner hang together; with 4 they do not.",
};

function minimum(initial: number): NumberParameter {
  return {
    kind: "number",
    initial,
    low: 0,
    high: 200,
    step: 1,
    unit: "px",
    tries: [0, 5, 10, 15, 25, 40, 60],
    label: "Smallest piece",
    hint: "Pieces of fewer pixels are left out, before they are grown.",
  };
}

const REST: SwitchParameter = {
  kind: "switch",
  initial: true,
  label: "Keep the rest",
  hint: "Pieces of the mask that hold no cell become cells of their own; without it small cells are lost.",
};

/** Every parameter of every method: its first value, its range, and what it does. */
export const PARAMETERS: { readonly [M in Method]: ParametersOf<InstanceParameters[M]> } = {
  cut: {
    level: {
      kind: "number",
      initial: 1,
      low: 0,
      high: 6,
      step: 1,
      unit: "",
      tries: [0, 1, 2, 3],
      label: "Cut above level",
      hint: "Pixels of deeper levels fall into pieces; higher cuts part more and lose more.",
    },
    neighbours: NEIGHBOURS,
    minimum: minimum(15),
    growth: {
      kind: "number",
      initial: 0,
      low: -2,
      high: 8,
      step: 1,
      unit: "px",
      tries: [-1, 0, 1, 2],
      label: "Further growth",
      hint: "Pieces grow by the cut level, one pixel, and this; never over each other or out of the mask.",
    },
    rest: REST,
  },
  components: { neighbours: NEIGHBOURS, minimum: minimum(15) },
  watershed: {
    prominence: {
      kind: "number",
      initial: 3,
      low: 1,
      high: 8,
      step: 1,
      unit: "levels",
      tries: [1, 2, 3, 4, 5],
      label: "Prominence",
      hint: "A peak is a cell of its own where it rises so far above the pass to a higher one.",
    },
    neighbours: NEIGHBOURS,
    minimum: minimum(15),
  },
  follow: {
    steps: {
      kind: "number",
      initial: 20,
      low: 5,
      high: 200,
      step: 5,
      unit: "",
      tries: [20],
      label: "Steps",
      hint: "How often each pixel takes a step along the field.",
    },
    stride: {
      kind: "number",
      initial: 1,
      low: 0.1,
      high: 3,
      step: 0.1,
      unit: "px",
      tries: [0.5, 1, 1.5, 2],
      label: "First step",
      hint: "Length of the first step.",
    },
    damping: {
      kind: "number",
      initial: 0.8,
      low: 0.5,
      high: 1,
      step: 0.01,
      unit: "",
      tries: [0.7, 0.75, 0.8, 0.85, 0.9],
      label: "Damping",
      hint: "Each step is as long as the last one times this: without it pixels swing across the ridge.",
    },
    crowd: {
      kind: "number",
      initial: 1,
      low: 1,
      high: 20,
      step: 1,
      unit: "px",
      tries: [1, 2, 4],
      label: "Crowd",
      hint: "A place belongs to a ridge when so many pixels end there.",
    },
    bridge: {
      kind: "number",
      initial: 1,
      low: 0,
      high: 4,
      step: 1,
      unit: "px",
      tries: [0, 1, 2],
      label: "Bridge",
      hint: "Ridges grow by so many pixels before they are told apart.",
    },
    neighbours: NEIGHBOURS,
    minimum: minimum(15),
    rest: REST,
  },
  divergence: {
    parting: {
      kind: "number",
      // Predicted vectors change more smoothly than true ones, which would bear 1.
      initial: 0.5,
      low: 0.1,
      high: 2,
      step: 0.05,
      unit: "",
      tries: [0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8, 1],
      label: "Parting",
      hint: "Two neighbours part where their vectors' difference along the step between them exceeds this.",
    },
    neighbours: { ...NEIGHBOURS, initial: 4 },
    minimum: minimum(15),
    growth: {
      kind: "number",
      initial: 2,
      low: 0,
      high: 8,
      step: 1,
      unit: "px",
      tries: [1, 2, 3],
      label: "Growth",
      hint: "Pieces grow back by so many pixels, never over each other or out of the mask.",
    },
    rest: REST,
  },
};
