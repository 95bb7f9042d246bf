import type { Appearance, FieldPlane } from "./appearance.ts";
import { GpuPainter } from "./gpu-painter.ts";
import { paintPixels } from "./pixel-painter.ts";
import type { Viewport } from "./viewport.ts";

/**
 * Draws fields into the canvases of all panels with one hidden WebGL context; browsers allow only a few
 * contexts.
 */
export interface FieldRenderer {
  /**
   * Whether fields are drawn on the GPU; otherwise they are drawn pixel by pixel, slower but with the same
   * result.
   */
  readonly onGpu: boolean;
  /**
   * Draws planes (two for the map `direction`: component 0, component 1) of one size into the whole of
   * `target`, whose width and height are device px. `deviceScale` is device px per CSS px. A plane is
   * identified by its array: change values by passing a new array.
   */
  draw(
    target: HTMLCanvasElement,
    planes: readonly FieldPlane[],
    view: Viewport,
    appearance: Appearance,
    deviceScale: number,
  ): void;
  /** Draws planes over what `target` already shows, with an opacity from 0 to 1; otherwise like `draw`. */
  drawOver(
    target: HTMLCanvasElement,
    planes: readonly FieldPlane[],
    view: Viewport,
    appearance: Appearance,
    deviceScale: number,
    opacity: number,
  ): void;
  /** Releases the GPU memory. */
  dispose(): void;
}

/** A hidden WebGL canvas and its painter. */
interface Stage {
  readonly canvas: HTMLCanvasElement;
  readonly gl: WebGL2RenderingContext;
  readonly painter: GpuPainter;
}

class SharedRenderer implements FieldRenderer {
  #stage: Stage | null = null;
  /** For drawing without a GPU: what is put on a canvas replaces what it shows, and only a drawn canvas does not. */
  readonly #plain = document.createElement("canvas");

  constructor() {
    this.#open();
  }

  get onGpu(): boolean {
    return this.#stage !== null;
  }

  draw(
    target: HTMLCanvasElement,
    planes: readonly FieldPlane[],
    view: Viewport,
    appearance: Appearance,
    deviceScale: number,
  ): void {
    target.getContext("2d")?.clearRect(0, 0, target.width, target.height);
    this.drawOver(target, planes, view, appearance, deviceScale, 1);
  }

  drawOver(
    target: HTMLCanvasElement,
    planes: readonly FieldPlane[],
    view: Viewport,
    appearance: Appearance,
    deviceScale: number,
    opacity: number,
  ): void {
    const context = target.getContext("2d");
    const { width, height } = target;
    if (!context || width === 0 || height === 0) return;
    const deviceView = { ...view, scale: view.scale * deviceScale };
    const canvas =
      this.#paintOnGpu(planes, deviceView, appearance, width, height) ??
      this.#paintPixels(planes, deviceView, appearance, width, height);
    context.globalAlpha = opacity;
    context.drawImage(canvas, 0, canvas.height - height, width, height, 0, 0, width, height);
    context.globalAlpha = 1;
  }

  /** A canvas painted pixel by pixel. */
  #paintPixels(
    planes: readonly FieldPlane[],
    view: Viewport,
    appearance: Appearance,
    width: number,
    height: number,
  ): HTMLCanvasElement {
    this.#plain.width = width;
    this.#plain.height = height;
    const pixels = paintPixels(planes, view, appearance, width, height);
    this.#plain.getContext("2d")?.putImageData(new ImageData(pixels, width, height), 0, 0);
    return this.#plain;
  }

  /**
   * The painted canvas; null if there is no GPU, it was just lost, or the image is too large for a texture.
   */
  #paintOnGpu(
    planes: readonly FieldPlane[],
    view: Viewport,
    appearance: Appearance,
    width: number,
    height: number,
  ): HTMLCanvasElement | null {
    const [{ rows, columns }] = planes;
    if (!this.#stage || Math.max(rows, columns) > this.#stage.painter.longestSide) return null;
    const { canvas, gl, painter } = this.#stage;
    // Only grows: a smaller panel uses the lower left corner, which avoids resizing for panels of two sizes
    // in turn.
    if (canvas.width < width) canvas.width = width;
    if (canvas.height < height) canvas.height = height;
    painter.paint(planes, view, appearance, width, height);
    return gl.isContextLost() ? null : canvas;
  }

  dispose(): void {
    const stage = this.#stage;
    this.#stage = null;
    stage?.canvas.removeEventListener("webglcontextlost", this.#lose);
    stage?.gl.getExtension("WEBGL_lose_context")?.loseContext();
  }

  #open(): void {
    const canvas = document.createElement("canvas");
    const gl = canvas.getContext("webgl2", { depth: false, antialias: false });
    if (!gl || gl.isContextLost()) return;
    canvas.addEventListener("webglcontextlost", this.#lose);
    this.#stage = { canvas, gl, painter: new GpuPainter(gl) };
  }

  /** Until the context is restored, panels are drawn pixel by pixel. */
  readonly #lose = (event: Event) => {
    event.preventDefault();
    this.#stage?.canvas.addEventListener("webglcontextrestored", this.#reopen, { once: true });
    this.#stage = null;
  };

  /** Needs a new canvas: Chromium copies nothing from a restored one to other canvases. */
  readonly #reopen = () => this.#open();
}

/** A renderer for all field panels of the page. Also works without WebGL2. */
export function createFieldRenderer(): FieldRenderer {
  return new SharedRenderer();
}
