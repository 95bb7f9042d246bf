import { beforeAll, describe, expect, it } from "vitest";
import { ARCCOSINE_LOSS } from "../../../core/losses/arccosine-loss.ts";
import { DIRECTION_LOSS } from "../../../core/losses/direction-loss.ts";
import { ENERGY_LOSS } from "../../../core/losses/energy-loss.ts";
import { LOSSES, type Loss } from "../../../core/losses/loss.ts";
import { lossScale } from "../../../core/losses/loss-scale.ts";
import { MASK_LOSS } from "../../../core/losses/mask-loss.ts";
import { SHARED_LOSS, sharedLoss } from "../../../core/losses/shared-loss.ts";
import { relativeError } from "../../../core/metrics/relative-error.ts";
import { MASK_CHANNEL, SHARED_CHANNELS, VECTOR_CHANNEL } from "../../../nets/shared-layout.ts";
import { STEP_SCALARS } from "../../plan/ir/step-scalars.ts";
import { lossOf, lowerLoss } from "../../plan/lower-loss.ts";
import { pack, unpack } from "../../plan/operations/unpack.ts";
import { PlanBuilder } from "../../plan/plan-builder.ts";
import {
  type KernelsUnderTest,
  normals,
  runPlan,
  TEST_SIZES,
  type TestSize,
  testRandom,
} from "../kernel-bench.ts";

const TOLERANCE = 1e-4;

/** Step of the finite differences for the reference gradients, in double precision. */
const STEP = 1e-5;

type Targets = Readonly<Record<string, Float32Array>>;

type PlainLoss = (output: Float64Array, targets: Targets, size: TestSize) => number;

/** Reference losses in double precision, from their definitions. */
const PLAIN: Readonly<Record<Loss["kind"], PlainLoss>> = {
  mask(output, { mask }) {
    let [entropy, both, either, taught] = [0, 0, 0, 0];
    output.forEach((logit, at) => {
      if (mask[at] < 0) return;
      taught += 1;
      const p = 1 / (1 + Math.exp(-logit));
      entropy -= mask[at] * Math.log(p) + (1 - mask[at]) * Math.log(1 - p);
      both += p * mask[at];
      either += p + mask[at];
    });
    return 0.6 * (entropy / Math.max(1, taught)) + 0.4 * (1 - (2 * both + 1) / (either + 1));
  },
  direction(output, { unit_vectors: u, valid, weight }) {
    let [sum, weights] = [0, 0];
    for (let pixel = 0; pixel < weight.length; pixel++) {
      const [p0, p1, u0, u1] = [output[2 * pixel], output[2 * pixel + 1], u[2 * pixel], u[2 * pixel + 1]];
      const angle = Math.atan2(Math.abs(p1 * u0 - p0 * u1), p0 * u0 + p1 * u1);
      sum += weight[pixel] * valid[pixel] * angle ** 2;
      weights += weight[pixel] * valid[pixel];
    }
    return sum / Math.max(weights, 1e-12);
  },
  arccosine(output, { unit_vectors: u, valid, weight }, { batch }) {
    const limit = Math.fround(ARCCOSINE_LOSS.constants.limit);
    return weight.reduce((sum, w, pixel) => {
      const along = output[2 * pixel] * u[2 * pixel] + output[2 * pixel + 1] * u[2 * pixel + 1];
      return sum + (w * valid[pixel] * Math.acos(Math.max(-limit, Math.min(limit, along))) ** 2) / batch;
    }, 0);
  },
  energy(output, { level, mask, weight }) {
    const costs = [3, 3, 3, 2, ...new Array<number>(12).fill(1)];
    let [sum, weights] = [0, 0];
    for (let pixel = 0; pixel < weight.length; pixel++) {
      const powers = costs.map((_, k) => Math.exp(output[costs.length * pixel + k]));
      const total = powers.reduce((all, power) => all + power, 0);
      const cost = costs.reduce((all, c, k) => {
        const y = powers[k] / total;
        return all - c * Math.log(Math.max(k === level[pixel] ? y : 1 - y, 1e-25));
      }, 0);
      sum += mask[pixel] * weight[pixel] * cost;
      weights += mask[pixel] * weight[pixel];
    }
    return sum / Math.max(weights, 1e-12);
  },
  shared(output, { mask, unit_vectors: u, level, vector_weight, level_weight }) {
    let [costs, both, either, taught] = [0, 0, 0, 0];
    mask.forEach((truth, pixel) => {
      if (truth < 0) return;
      const [levels, down, right, logit] = [
        output.subarray(19 * pixel, 19 * pixel + 16),
        ...output.subarray(19 * pixel + 16, 19 * pixel + 19),
      ] as [Float64Array, number, number, number];
      taught += 1;
      const p = 1 / (1 + Math.exp(-logit));
      const entropy = truth * Math.log(p) + (1 - truth) * Math.log(1 - p);
      const total = levels.reduce((all, one) => all + Math.exp(one), 0);
      const apart = (down - u[2 * pixel]) ** 2 + (right - u[2 * pixel + 1]) ** 2;
      costs += -0.6 * entropy + vector_weight[pixel] * apart;
      costs -= 0.3 * level_weight[pixel] * (levels[level[pixel]] - Math.log(total));
      both += p * truth;
      either += p + truth;
    });
    return costs / Math.max(1, taught) + 0.4 * (1 - (2 * both + 1) / (either + 1));
  },
};

const CHANNELS: Readonly<Record<Loss["kind"], number>> = {
  mask: 1,
  direction: 2,
  arccosine: 2,
  energy: 16,
  shared: SHARED_CHANNELS,
};

/**
 * Outputs where finite differences hold: the gradient of the arccosine jumps where the dot product is 1 or -1, so
 * vectors near that are shortened.
 */
function outputsFor({ kind }: Loss, output: Float32Array, { unit_vectors: u }: Targets): Float32Array {
  if (kind !== "arccosine") return output;
  return output.map((value, at) => {
    const along = output[at & ~1] * u[at & ~1] + output[at | 1] * u[at | 1];
    return Math.abs(Math.abs(along) - 1) < 0.1 ? value / 2 : value;
  });
}

/** Tests the kernels of the losses. */
export function describeLosses(kernels: KernelsUnderTest): void {
  describe("the kernels of the losses", () => {
    beforeAll(kernels.start);

    async function measure(loss: Loss, size: TestSize, output: Float32Array, targets: Targets) {
      const builder = new PlanBuilder();
      const shape = [size.rows, size.columns, CHANNELS[loss.kind]] as const;
      const view = builder.view("activation", size.batch, shape);
      const gradient = builder.view("gradient", size.batch, shape);
      builder.dispatch("forward", "test", unpack(builder.upload("output", output.length), view));
      lowerLoss(builder, loss, view, gradient);
      builder.dispatch("backward", "test", pack(gradient, builder.result("gradient", output.length)));
      const scale = lossScale(loss, { images: size.batch, target: (name) => targets[name] });
      const scalars = Float32Array.from(STEP_SCALARS, (name) => (name === "lossScale" ? scale : 0));
      const names = Object.keys(loss.targets);
      const uploads = new Map([
        ["output", output],
        ...names.map((name): [string, Float32Array] => [`target ${name}`, targets[name]]),
      ]);
      const plan = builder.plan();
      const [sums, gradients] = await runPlan(kernels, plan, { uploads, scalars }, ["sums", "gradient"]);
      return { value: lossOf(loss, sums, scale), gradients };
    }

    function targetsOf(size: TestSize, seed: number): Targets {
      const random = testRandom(seed);
      const pixels = size.batch * size.rows * size.columns;
      const plane = (value: () => number) => Float32Array.from({ length: pixels }, value);
      const angles = plane(() => random.uniform(0, 2 * Math.PI));
      return {
        mask: plane(() => Number(random.chance(0.6))),
        valid: plane(() => Number(random.chance(0.8))),
        weight: plane(() => random.uniform(0.01, 1)),
        level: plane(() => random.integer(16)),
        vector_weight: plane(() => random.uniform(0, 2)),
        level_weight: plane(() => random.uniform(0, 2)),
        unit_vectors: Float32Array.from({ length: 2 * pixels }, (_, at) =>
          at % 2 === 0 ? Math.cos(angles[at >> 1]) : Math.sin(angles[at >> 1]),
        ),
      };
    }

    for (const loss of Object.values(LOSSES)) {
      it.each(TEST_SIZES)(
        `compute the ${loss.kind} loss and its gradient: $batch x $rows x $columns`,
        async (size) => {
          const targets = {
            ...targetsOf(size, 5),
            ...(size.rows === 1 ? { mask: Float32Array.of(1), valid: Float32Array.of(1) } : {}),
          };
          const length = size.batch * size.rows * size.columns * CHANNELS[loss.kind];
          const output = outputsFor(loss, normals(testRandom(6), length), targets);
          const { value, gradients } = await measure(loss, size, output, targets);
          const at = (place: number, offset: number) => {
            const moved = Float64Array.from(output);
            moved[place] += offset;
            return PLAIN[loss.kind](moved, targets, size);
          };
          expect(relativeError([value], [at(0, 0)])).toBeLessThan(TOLERANCE);
          // Not all of a large output, whose reference takes time; the step is odd, to meet all levels.
          const apart = 2 * Math.floor(length / 1000) + 1;
          const places = Array.from(output.keys()).filter((place) => place % apart === 0);
          const slopes = places.map((place) => (at(place, STEP) - at(place, -STEP)) / (2 * STEP));
          const found = places.map((place) => gradients[place]);
          expect(relativeError(found, slopes)).toBeLessThan(TOLERANCE);
        },
      );
    }

    it.each([MASK_LOSS, SHARED_LOSS])(
      "give ignored pixels no gradient, and stay finite if all pixels are ignored: $kind",
      async (loss) => {
        const size = { batch: 2, rows: 5, columns: 7 };
        const pixels = size.batch * size.rows * size.columns;
        const channels = CHANNELS[loss.kind];
        const random = testRandom(7);
        const mask = Float32Array.from({ length: pixels }, () => random.integer(3) - 1);
        const targets = { ...targetsOf(size, 8), mask };
        const output = normals(random, pixels * channels);
        const { value, gradients } = await measure(loss, size, output, targets);
        const plain = (place: number, offset: number) => {
          const moved = Float64Array.from(output);
          moved[place] += offset;
          return PLAIN[loss.kind](moved, targets, size);
        };
        expect(relativeError([value], [plain(0, 0)])).toBeLessThan(TOLERANCE);
        const slopes = output.map((_, place) => (plain(place, STEP) - plain(place, -STEP)) / (2 * STEP));
        expect(relativeError(gradients, slopes)).toBeLessThan(TOLERANCE);
        const atIgnored = gradients.filter((_, place) => mask[Math.floor(place / channels)] < 0);
        expect(atIgnored.length).toBeGreaterThan(0);
        expect(atIgnored.every((slope) => slope === 0)).toBe(true);
        const nothing = await measure(loss, size, output, { ...targets, mask: mask.map(() => -1) });
        expect(nothing.value).toBe(0);
        expect(nothing.gradients.every((slope) => slope === 0)).toBe(true);
      },
    );

    it("do not overflow for large logits of the shared loss", async () => {
      const size = { batch: 1, rows: 1, columns: 4 };
      const ones = new Float32Array(4).fill(1);
      const targets = {
        mask: Float32Array.of(0, 1, 0, 1),
        level: Float32Array.of(3, 4, 3, 3),
        unit_vectors: new Float32Array(8),
        vector_weight: ones,
        level_weight: ones,
      };
      const levels = Array.from({ length: VECTOR_CHANNEL }, (_, level) => (level === 3 ? 300 : -300));
      const output = [-200, 200, 200, -200].flatMap((logit) => [...levels, 3, -4, logit]);
      const { value, gradients } = await measure(SHARED_LOSS, size, Float32Array.from(output), targets);
      const [maskPart, vectorPart, levelPart] = [(0.6 * 400) / 4 + 0.4 * (1 - 3 / 5), 25, (0.3 * 600) / 4];
      expect(relativeError([value], [maskPart + vectorPart + levelPart])).toBeLessThan(TOLERANCE);
      const slopes = [0, 0, 0.15, -0.15].flatMap((slope) => [...levels.map(() => 0), 1.5, -2, slope]);
      slopes[SHARED_CHANNELS + 3] = 0.3 / 4;
      slopes[SHARED_CHANNELS + 4] = -0.3 / 4;
      expect(relativeError(gradients, slopes)).toBeLessThan(TOLERANCE);
    });

    it("weigh the three parts of the shared loss, each with its own channels", async () => {
      const size = { batch: 2, rows: 5, columns: 3 };
      const made = targetsOf(size, 10);
      const vectorWeight = made.vector_weight.map((weight, at) => (at % 3 === 0 ? 0 : weight));
      const targets: Targets = { ...made, vector_weight: vectorWeight };
      const output = normals(testRandom(11), targets.mask.length * SHARED_CHANNELS);
      const none = { mask: 0, vectors: 0, levels: 0 };
      const weights = { mask: 2, vectors: 0.5, levels: 0.7 };
      const partOf = (channel: number) =>
        channel < VECTOR_CHANNEL ? "levels" : channel < MASK_CHANNEL ? "vectors" : "mask";
      const whole = await measure(sharedLoss(weights), size, output, targets);
      let sum = 0;
      const slopes = new Float32Array(output.length);
      for (const part of ["mask", "vectors", "levels"] as const) {
        const { value, gradients } = await measure(sharedLoss({ ...none, [part]: 1 }), size, output, targets);
        sum += weights[part] * value;
        for (const [place, slope] of gradients.entries()) {
          if (partOf(place % SHARED_CHANNELS) !== part) expect(slope === 0).toBe(true);
          slopes[place] += weights[part] * slope;
        }
      }
      expect(relativeError([whole.value], [sum])).toBeLessThan(TOLERANCE);
      expect(relativeError(whole.gradients, slopes)).toBeLessThan(TOLERANCE);
      const atPixel = (pixel: number) =>
        slopes.subarray(SHARED_CHANNELS * pixel + VECTOR_CHANNEL).slice(0, 2);
      for (const [pixel, weight] of vectorWeight.entries()) {
        if (weight === 0) expect(atPixel(pixel).every((slope) => slope === 0)).toBe(true);
      }
    });

    it("give vectors and levels of a micro-batch the gradient of the whole batch", async () => {
      const size = { batch: 2, rows: 5, columns: 3 };
      const targets = targetsOf(size, 12);
      const output = normals(testRandom(13), targets.mask.length * SHARED_CHANNELS);
      const loss = sharedLoss({ mask: 0, vectors: 1, levels: 0.3 });
      const whole = await measure(loss, size, output, targets);
      let mean = 0;
      for (const image of [0, 1]) {
        const own = (data: Float32Array) =>
          data.slice((image * data.length) / 2, ((image + 1) * data.length) / 2);
        const part = await measure(
          loss,
          { ...size, batch: 1 },
          own(output),
          Object.fromEntries(Object.entries(targets).map(([name, data]) => [name, own(data)])),
        );
        mean += part.value / 2;
        const shares = part.gradients.map((slope) => slope / 2);
        expect(relativeError(shares, own(whole.gradients))).toBeLessThan(TOLERANCE);
      }
      expect(relativeError([mean], [whole.value])).toBeLessThan(TOLERANCE);
    });

    it("do not overflow for large logits", async () => {
      const size = { batch: 1, rows: 1, columns: 4 };
      const mask = Float32Array.of(0, 1, 0, 1);
      const { value, gradients } = await measure(MASK_LOSS, size, Float32Array.of(-200, 200, 200, -200), {
        mask,
      });
      expect(value).toBeCloseTo((0.6 * 400) / 4 + 0.4 * (1 - 3 / 5), 4);
      expect(gradients.every(Number.isFinite)).toBe(true);
      const energies = new Float32Array(4 * 16).map((_, place) => (place % 16 === 3 ? 300 : -300));
      const targets = { mask: Float32Array.of(1, 1, 1, 1), weight: mask, level: Float32Array.of(3, 4, 3, 3) };
      const energy = await measure(ENERGY_LOSS, size, energies, targets);
      expect(Number.isFinite(energy.value)).toBe(true);
      expect(energy.gradients.every(Number.isFinite)).toBe(true);
    });

    it("bound the gradient of the energy loss where a probability is rounded to 1", async () => {
      const size = { batch: 1, rows: 1, columns: 1 };
      const energies = new Float32Array(CHANNELS.energy);
      energies[3] = 20;
      const ones = Float32Array.of(1);
      const targets = { mask: ones, weight: ones, level: Float32Array.of(4) };
      const { gradients } = await measure(ENERGY_LOSS, size, energies, targets);
      const costs = ENERGY_LOSS.constants.levelCosts.reduce((sum, cost) => sum + cost, 0);
      for (const slope of gradients) expect(Math.abs(slope)).toBeLessThanOrEqual(costs);
    });

    it("sum squared arccosines per image, with no gradient for long vectors along the target or against it", async () => {
      const size = { batch: 2, rows: 1, columns: 2 };
      const targets = {
        unit_vectors: Float32Array.of(1, 0, 0.6, 0.8, 0, 1, 0, -1),
        valid: Float32Array.of(1, 1, 1, 1),
        weight: Float32Array.of(0.5, 1, 1, 0.25),
      };
      const outputs = Float32Array.of(0, 0, 0.3, 0.4, 0.2, 3, 0, 2);
      const { value, gradients } = await measure(ARCCOSINE_LOSS, size, outputs, targets);
      // acos of 0, 0.5, 1 and -1.
      const squares = [0.5 * (Math.PI / 2) ** 2, (Math.PI / 3) ** 2, 0, 0.25 * Math.PI ** 2];
      const expected = squares.reduce((sum, square) => sum + square) / size.batch;
      expect(Math.abs(value - expected)).toBeLessThan(1e-3);
      const slope = -((2 * Math.PI) / 3 / Math.sqrt(0.75) / size.batch);
      const slopes = [(-0.5 * Math.PI) / size.batch, 0, 0.6 * slope, 0.8 * slope, 0, 0, 0, 0];
      expect(relativeError(gradients, slopes)).toBeLessThan(TOLERANCE);
    });

    it("treat a zero vector as a right angle, without a gradient", async () => {
      const size = { batch: 1, rows: 1, columns: 2 };
      const ones = Float32Array.of(1, 1);
      const targets = { unit_vectors: Float32Array.of(1, 0, 0, 1), valid: ones, weight: ones };
      const { value, gradients } = await measure(DIRECTION_LOSS, size, new Float32Array(4), targets);
      expect(value).toBeCloseTo((Math.PI / 2) ** 2, 5);
      expect([...gradients].map(Math.abs)).toEqual([0, 0, 0, 0]);
    });
  });
}
