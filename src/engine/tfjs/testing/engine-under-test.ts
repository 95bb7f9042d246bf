import * as tf from "@tensorflow/tfjs-core";
import { isTrained, parametersOf } from "../../../nets/parameters.ts";
import type { NumberArray } from "../../../nets/weights.ts";
import type { NamedArrays } from "../../executor.ts";
import type { EngineUnderTest } from "../../testing/engine-under-test.ts";
import { type BackendName, currentBackend, startBackend } from "../backend.ts";
import type { NamedTensors } from "../forward.ts";
import { gradientNorm } from "../gradient-norm.ts";
import { trainingPass } from "../gradients.ts";
import { optimise, startState } from "../optimise.ts";
import { createTfjsExecutor } from "../tfjs-executor.ts";

function tensorsOf(arrays: NamedArrays): NamedTensors {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, { shape, data }]) => [name, tf.tensor(data, [...shape])]),
  );
}

async function arrayOf(tensor: tf.Tensor): Promise<NumberArray> {
  return { shape: tensor.shape, data: await currentBackend().read(tensor) };
}

/** The tfjs engine on one backend, which is started once, with its internals exposed for tests. */
export function tfjsUnderTest(backend: BackendName): EngineUnderTest {
  let started: Promise<unknown> | null = null;
  return {
    async start() {
      started ??= startBackend([backend]);
      await started;
    },
    create: createTfjsExecutor,
    async differentiate({ graph, loss, weights, seed = 0 }, inputs, targets) {
      const names = parametersOf(graph)
        .filter(isTrained)
        .map(({ name }) => name);
      const pass = trainingPass(
        graph,
        loss,
        tensorsOf(weights),
        names,
        tensorsOf(inputs),
        tensorsOf(targets),
        { pass: 0, seed },
      );
      const output = await arrayOf(pass.output);
      const entries = names.map(async (name, index) => [name, await arrayOf(pass.gradients[index])] as const);
      return { output, gradients: Object.fromEntries(await Promise.all(entries)) };
    },
    async trace(recipe, start, gradients, rate) {
      let state = startState(recipe, tf.tensor1d(start));
      const parameters: Float32Array[] = [];
      for (const [index, gradient] of gradients.entries()) {
        const tensor = tf.tensor1d(gradient);
        state = optimise(recipe, state, tensor, gradientNorm(tensor), index + 1, rate);
        parameters.push(await currentBackend().read(state.parameters));
      }
      return parameters;
    },
  };
}
