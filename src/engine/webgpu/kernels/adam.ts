import { ADAM } from "../../plan/operations/adam.ts";
import { defineKernel } from "../ir/define-kernel.ts";
import { scalar } from "../ir/scalar.ts";
import { clippedGradient } from "./clipped-gradient.ts";

export const adamKernel = defineKernel(ADAM, ({ beta1, beta2, epsilon, clips }) => ({
  variant: clips ? "clips" : "",
  explanation: `A thread updates one vector of the arena that holds all parameters, with its two moments.`,
  body: `
  let before = parameters[thread] * ${scalar("keep")};
  let pull = ${clippedGradient(clips)} + before * ${scalar("l2")};
  let mean = means[thread] * ${beta1} + pull * ${1 - beta1};
  let square = squares[thread] * ${beta2} + pull * pull * ${1 - beta2};
  means[thread] = mean;
  squares[thread] = square;
  parameters[thread] = before - ${scalar("stepSize")} * mean / (sqrt(square) * ${scalar("rootScale")} + ${epsilon});`,
}));
