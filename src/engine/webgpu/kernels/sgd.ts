import type { SgdRecipe } from "../../optimisers/sgd.ts";
import { type Dispatch, groupsFor, type Region } from "../plan/dispatch.ts";
import { defineKernel, type Kernel, kernelFamily } from "./kernel.ts";
import { scalar } from "./step-scalars.ts";

const sgdKernel = kernelFamily(
  ({ momentum, nesterov, decay }: Pick<SgdRecipe, "momentum" | "nesterov" | "decay">): Kernel =>
    defineKernel({
      name: "SGD",
      explanation: `A thread updates one vector of the arena that holds all parameters, with its velocity.`,
      reads: { gradients: "vec4f", scalars: "f32" },
      writes: { parameters: "vec4f", velocities: "vec4f" },
      sizes: ["length"],
      body: `
  if (thread >= sizes.length) { return; }
  let pull = gradients[thread] + parameters[thread] * ${decay};
  let velocity = velocities[thread] * ${momentum} + pull;
  velocities[thread] = velocity;
  parameters[thread] -= ${scalar("rate")} * ${nesterov ? `(pull + velocity * ${momentum})` : "velocity"};`,
    }),
);

/** One step of gradient descent over `length` vectors. Formulas with `SgdRecipe`. */
export function sgd(args: {
  readonly recipe: SgdRecipe;
  readonly length: number;
  readonly gradients: Region;
  readonly scalars: Region;
  readonly parameters: Region;
  readonly velocities: Region;
}): Dispatch {
  const { recipe, length, gradients, scalars, parameters, velocities } = args;
  const { momentum, nesterov, decay } = recipe;
  return {
    kernel: sgdKernel({ momentum, nesterov, decay }),
    operands: { gradients, scalars, parameters, velocities },
    sizes: { length },
    workgroups: groupsFor(length),
  };
}
