import { CHANNEL_SUMS } from "../../plan/operations/channel-sums.ts";
import { defineKernel } from "../ir/define-kernel.ts";

export const channelSumsKernel = defineKernel(CHANNEL_SUMS, {
  explanation: `A thread sums one vector of four channels over one part of the pixels. The gradient of a bias is the
sum of the output gradient over all pixels. Another kernel adds the partial sums in a fixed order.`,
  body: `
  var sum = vec4f(0);
  for (var pixel = start; pixel < end; pixel++) { sum += x_at(pixel, vector); }
  partial[thread] = sum;`,
});
