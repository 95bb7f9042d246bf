import type { Loss } from "../../core/losses/loss.ts";
import { recordedLosses } from "../../core/losses/recorded-losses.ts";
import { DEGREES, RANDOM_DIRECTION_LOSS, ZERO_OUTPUT_LOSS } from "../../core/metrics/angle-error.ts";
import type { Stage } from "../../core/recipe/recipe.ts";
import { stageTitle } from "../../core/recipe/stages.ts";
import type { EpochRow, StepRow } from "../../core/runs/curve-row.ts";
import { plannedRates } from "../../core/schedule/planned-rates.ts";
import type { StagePlan } from "../../core/schedule/stage-plan.ts";
import type {
  AxisScale,
  CurveChartData,
  CurveSeries,
  ReferenceLine,
  SeriesRole,
  StageSpan,
} from "./curve-chart-data.ts";
import type { SpansByStage } from "./stage-spans.ts";

type Validation = NonNullable<EpochRow["validation"]>;
type ReadScore = (validation: Validation) => number | undefined;
type Score = "iou" | "levelAccuracy";

const X_TITLE = "optimiser step";

/** Losses of a network that points anywhere, and of one whose output is zero. */
const CHANCE = [
  { name: "zero output", loss: ZERO_OUTPUT_LOSS },
  { name: "random", loss: RANDOM_DIRECTION_LOSS },
] as const;

const SCORES: readonly { readonly key: Score; readonly name: string }[] = [
  { key: "iou", name: "mask IoU" },
  { key: "levelAccuracy", name: "level accuracy" },
];

/** The charts of a run. */
export interface RunCurves {
  readonly loss: CurveChartData;
  readonly angle: CurveChartData;
  readonly pixels: CurveChartData;
  readonly cells: CurveChartData;
  readonly rate: CurveChartData;
}

/** The chart adapted to its axis: a logarithmic one cannot show a line at 0. */
export function onScale(chart: CurveChartData, scale: AxisScale): CurveChartData {
  if (scale === "linear") return chart;
  return { ...chart, references: chart.references.filter(({ value }) => value > 0) };
}

type RowsByStage<Row> = ReadonlyMap<Stage, readonly Row[]>;

function byStage<Row extends { readonly stage: Stage }>(rows: readonly Row[]): RowsByStage<Row> {
  const grouped = new Map<Stage, Row[]>();
  for (const row of rows) {
    const own = grouped.get(row.stage);
    if (own) own.push(row);
    else grouped.set(row.stage, [row]);
  }
  return grouped;
}

type PlansByStage = Readonly<Partial<Record<Stage, StagePlan>>>;

/** Creates the charts of one time axis. */
class CurveMaker {
  readonly #spans: SpansByStage;
  readonly #steps: RowsByStage<StepRow>;
  readonly #epochs: RowsByStage<EpochRow>;
  readonly #counted: readonly EpochRow[];
  readonly #lossOf: (stage: Stage) => Loss;
  /** The last validation with a second one; undefined if there is none. */
  readonly #pair: Validation | undefined;

  constructor(spans: SpansByStage, steps: readonly StepRow[], epochs: readonly EpochRow[]) {
    this.#spans = spans;
    this.#steps = byStage(steps);
    this.#epochs = byStage(epochs);
    this.#lossOf = recordedLosses(epochs);
    this.#pair = epochs.findLast(({ validation }) => validation?.second)?.validation ?? undefined;
    this.#counted = epochs.filter(({ validation }) => validation?.kaggle !== undefined);
  }

  /** One series per stage that has values. */
  #series<Row extends { readonly step: number }>(
    name: string,
    role: SeriesRole,
    rows: RowsByStage<Row>,
    read: (row: Row) => number | null | undefined,
  ): CurveSeries[] {
    return [...this.#spans].flatMap(([stage, { from }]) => {
      const x: number[] = [];
      const y: number[] = [];
      for (const row of rows.get(stage) ?? []) {
        const value = read(row);
        if (value === null || value === undefined) continue;
        x.push(from + row.step);
        y.push(value);
      }
      return x.length === 0 ? [] : [{ name, role, stage: stageTitle(stage), x, y }];
    });
  }

  steps(name: string, role: SeriesRole, read: (row: StepRow) => number | null): CurveSeries[] {
    return this.#series(name, role, this.#steps, read);
  }

  /** Planned learning rates, as far as their stages were trained. */
  plannedRates(plans: PlansByStage): CurveSeries[] {
    return [...this.#spans].flatMap(([stage, { from, to }]) => {
      const plan = plans[stage];
      if (!plan) return [];
      const { schedule, steps, stepsPerEpoch } = plan;
      const rates = plannedRates(schedule, steps, stepsPerEpoch, undefined, Math.min(steps, to - from));
      const x = rates.map(([step]) => from + step + 1);
      return [
        { name: "planned", role: "plan", stage: stageTitle(stage), x, y: rates.map(([, rate]) => rate) },
      ];
    });
  }

  /** Means of the losses of an epoch. */
  meanLosses(): CurveSeries[] {
    return this.#series("epoch mean", "mean", this.#epochs, ({ meanLoss }) => meanLoss);
  }

  /**
   * Root of the epoch's mean squared angle in degrees, where the loss is a mean: on training crops it is exactly
   * this square.
   */
  meanAngles(): CurveSeries[] {
    return this.#series("epoch mean", "mean", this.#epochs, ({ stage, meanLoss }) =>
      meanLoss === null || this.#unit(stage) !== "rad^2" ? null : Math.sqrt(meanLoss) * DEGREES,
    );
  }

  #unit(stage: Stage): Loss["unit"] {
    return this.#lossOf(stage).unit;
  }

  /** A score of the validation, called A if there is a second one. */
  validation(name: string, role: SeriesRole, read: ReadScore): CurveSeries[] {
    const title = this.#pair ? `${name} A` : name;
    return this.#series(title, role, this.#epochs, ({ validation }) => validation && read(validation));
  }

  /** The same of both validations, if there are two. Without a name, they are told apart by their transforms. */
  validations(read: ReadScore, name?: string): CurveSeries[] {
    const pair = this.#pair;
    if (!pair) return this.validation(name ?? "validation", "validation", read);
    const titles = name ? [`${name} A`, `${name} B`] : [`A: ${pair.on}`, `B: ${pair.second?.on}`];
    const first = this.#series(
      titles[0],
      "validation",
      this.#epochs,
      ({ validation }) => validation && read(validation),
    );
    const second = this.#series(titles[1], "second", this.#epochs, ({ validation }) =>
      validation?.second ? read(validation.second) : null,
    );
    return [...first, ...second];
  }

  #references(
    stage: Stage,
    lines: readonly { name: string; value: number; text: string }[],
  ): ReferenceLine[] {
    const span = this.#spans.get(stage);
    if (!span) return [];
    return lines.map(({ name, value, text }) => ({
      value,
      label: `${name} ${text}`,
      from: span.from,
      to: span.to,
    }));
  }

  /**
   * Losses of chance over the stages that learn directions. A sum depends on the images: its line is that of the
   * validation images, and there is none for a random direction.
   */
  lossesOfChance(): ReferenceLine[] {
    return [...this.#spans.keys()].flatMap((stage) => {
      if (this.#unit(stage) === "rad^2")
        return this.#references(
          stage,
          CHANCE.map(({ name, loss }) => ({ name, value: loss, text: loss.toFixed(2) })),
        );
      const last = this.#epochs
        .get(stage)
        ?.findLast(({ validation }) => validation?.zeroOutputLoss !== undefined)?.validation;
      const named = (name: string, value: number | undefined) =>
        value === undefined ? [] : [{ name: `zero output, ${name}`, value, text: value.toPrecision(3) }];
      return this.#references(stage, [
        ...named(last?.second ? "A" : "validation", last?.zeroOutputLoss),
        ...named("B", last?.second?.zeroOutputLoss),
      ]);
    });
  }

  /** Angles of chance over the stages that learn directions. */
  anglesOfChance(): ReferenceLine[] {
    return [...this.#spans.keys()].flatMap((stage) => {
      if (this.#lossOf(stage).task !== "direction") return [];
      const lines = CHANCE.map(({ name, loss }) => ({ name, value: Math.sqrt(loss) * DEGREES }));
      return this.#references(
        stage,
        lines.map(({ name, value }) => ({ name, value, text: `${value.toFixed(0)}°` })),
      );
    });
  }

  /** Title of the axis of the losses: that of the only stage, if there is one. */
  lossTitle(): string {
    const [only, ...others] = this.#spans.keys();
    return only === undefined || others.length > 0 ? "loss" : this.#lossOf(only).title;
  }

  /** Lines of the scores of the connected components of the same mask, as of the last count. */
  components(): ReferenceLine[] {
    return [...this.#spans].flatMap(([stage, { from, to }]) => {
      const components = this.lastCount(stage)?.components;
      if (!components) return [];
      const [mean, half] = [components.kaggle.toFixed(3), components.ap50.toFixed(3)];
      // Lines of the same value would have overlapping labels.
      if (mean === half) return [{ value: components.ap50, label: `components ${half}`, from, to }];
      return [
        { value: components.ap50, label: `components, AP50 ${half}`, from, to },
        { value: components.kaggle, label: `components, Kaggle ${mean}`, from, to },
      ];
    });
  }

  /** The validation that counted cells last, in a stage or in any. */
  lastCount(stage?: Stage): Validation | null | undefined {
    return this.#counted.findLast((row) => stage === undefined || row.stage === stage)?.validation;
  }

  chart(rest: Pick<CurveChartData, "title" | "yTitle" | "series" | "references">): CurveChartData {
    const spans: readonly StageSpan[] = [...this.#spans.values()];
    const subject = spans.map(({ title }) => title).join(", ");
    return { ...rest, subject, xTitle: X_TITLE, spans };
  }
}

/**
 * The charts of a run on one time axis, on which the stages follow one another.
 * @param plans of the learning rates of the stages
 */
export function runCurves(
  spans: SpansByStage,
  steps: readonly StepRow[],
  epochs: readonly EpochRow[],
  plans: PlansByStage = {},
): RunCurves {
  const make = new CurveMaker(spans, steps, epochs);
  const gate = make.lastCount()?.cellsGate;
  return {
    loss: make.chart({
      title: "Loss",
      yTitle: make.lossTitle(),
      series: [
        ...make.steps("step", "step", ({ loss }) => loss),
        ...make.meanLosses(),
        ...make.validations(({ loss }) => loss),
      ],
      references: make.lossesOfChance(),
    }),
    angle: make.chart({
      title: "Angle error",
      yTitle: "RMS (degrees)",
      series: [...make.meanAngles(), ...make.validations(({ angleRmsDegrees }) => angleRmsDegrees)],
      references: make.anglesOfChance(),
    }),
    pixels: make.chart({
      title: "Mask and levels",
      yTitle: "score (0 to 1)",
      series: SCORES.flatMap(({ key, name }) => make.validations((validation) => validation[key], name)),
      references: [],
    }),
    cells: make.chart({
      title: gate ? `Cell scores, ${gate} mask` : "Cell scores",
      yTitle: "score (0 to 1)",
      series: [
        ...make.validations(({ kaggle }) => kaggle, "Kaggle mean"),
        ...make.validation("AP50", "mean", ({ ap50 }) => ap50),
      ],
      references: make.components(),
    }),
    rate: make.chart({
      title: "Learning rate",
      yTitle: "learning rate",
      series: [...make.steps("rate", "mean", ({ rate }) => rate), ...make.plannedRates(plans)],
      references: [],
    }),
  };
}
