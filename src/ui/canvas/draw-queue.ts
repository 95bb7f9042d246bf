/** Time that drawing may take in one frame, ms: the rest waits for the next, so that input is answered soon. */
const MILLISECONDS_PER_FRAME = 12;

/** Drawings of the canvases that wait, the longest waiting first. */
const waiting = new Map<HTMLCanvasElement, () => void>();
let isRequested = false;

function drawSome(): void {
  isRequested = false;
  const start = performance.now();
  for (const [canvas, draw] of waiting) {
    waiting.delete(canvas);
    draw();
    if (performance.now() - start > MILLISECONDS_PER_FRAME) break;
  }
  if (waiting.size > 0) requestDrawing();
}

function requestDrawing(): void {
  if (isRequested) return;
  isRequested = true;
  requestAnimationFrame(drawSome);
}

/**
 * Draws into a canvas in the next frame that has time for it. A new drawing replaces one that waits and takes
 * its turn, so that no canvas is left behind however often all of them change.
 */
export function drawSoon(canvas: HTMLCanvasElement, draw: () => void): void {
  waiting.set(canvas, draw);
  requestDrawing();
}

/** Forgets the drawing of a canvas that is removed. */
export function cancelDrawing(canvas: HTMLCanvasElement): void {
  waiting.delete(canvas);
}
