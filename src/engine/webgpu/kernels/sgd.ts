import { SGD } from "../../plan/operations/sgd.ts";
import { defineKernel } from "../ir/define-kernel.ts";
import { scalar } from "../ir/scalar.ts";
import { clippedGradient } from "./clipped-gradient.ts";

export const sgdKernel = defineKernel(SGD, ({ momentum, nesterov, weightDecay, clips }) => ({
  variant: clips ? "clips" : "",
  explanation: `A thread updates one vector of the arena that holds all parameters, with its velocity.`,
  body: `
  let pull = ${clippedGradient(clips)} + parameters[thread] * ${weightDecay};
  let velocity = velocities[thread] * ${momentum} + pull;
  velocities[thread] = velocity;
  parameters[thread] -= ${scalar("rate")} * ${nesterov ? `(pull + velocity * ${momentum})` : "velocity"};`,
}));
