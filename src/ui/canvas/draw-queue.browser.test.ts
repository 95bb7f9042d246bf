import { expect, test } from "vitest";
import { cancelDrawing, drawSoon } from "./draw-queue.ts";

const nextFrame = () => new Promise((done) => requestAnimationFrame(done));

function busyFor(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

test("slow drawings are spread over frames in turn, each canvas with its latest", async () => {
  const canvases = Array.from({ length: 4 }, () => document.createElement("canvas"));
  const drawn: string[] = [];
  const drawAll = (round: number) => {
    for (const [index, canvas] of canvases.entries()) {
      drawSoon(canvas, () => {
        drawn.push(`${round} ${index}`);
        busyFor(20);
      });
    }
  };
  drawAll(1);
  cancelDrawing(canvases[3]);
  await nextFrame();
  await nextFrame();
  expect(drawn.slice(0, 2)).toEqual(["1 0", "1 1"]);
  const before = drawn.length;
  expect(before).toBeLessThan(4);
  // Those that still wait come first, with what is to be drawn now.
  drawAll(2);
  while (drawn.length < before + 4) await nextFrame();
  const second = drawn.slice(before);
  expect(second[0]).toBe(before === 2 ? "2 2" : "2 0");
  expect(second.toSorted()).toEqual(["2 0", "2 1", "2 2", "2 3"]);
});
