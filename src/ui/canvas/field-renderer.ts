import { GpuPainter } from "./gpu-painter.ts";
import type { FieldPlane, Look } from "./look.ts";
import { paintPixels } from "./pixel-painter.ts";
import type { Viewport } from "./viewport.ts";

/** Draws fields into the canvases of all panels by one hidden WebGL context; browsers allow few of those. */
export interface FieldRenderer {
  /** Whether fields are drawn on the GPU; without one they are drawn pixel by pixel, slower but the same. */
  readonly onGpu: boolean;
  /**
   * Draws planes (two for the map `direction`: component 0, component 1) of one size into the whole of `target`,
   * whose width and height are device px. `deviceScale` is device px for one CSS px. A plane is known again by its
   * array: change values by giving a new array.
   */
  draw(
    target: HTMLCanvasElement,
    planes: readonly FieldPlane[],
    view: Viewport,
    look: Look,
    deviceScale: number,
  ): void;
  /** Gives the GPU memory back. */
  dispose(): void;
}

class SharedRenderer implements FieldRenderer {
  readonly #canvas = document.createElement("canvas");
  readonly #gl: WebGL2RenderingContext | null;
  #painter: GpuPainter | null = null;

  constructor() {
    this.#gl = this.#canvas.getContext("webgl2", { depth: false, antialias: false });
    if (!this.#gl) return;
    this.#restore();
    this.#canvas.addEventListener("webglcontextlost", this.#lose);
    this.#canvas.addEventListener("webglcontextrestored", this.#restore);
  }

  get onGpu(): boolean {
    return this.#painter !== null;
  }

  draw(
    target: HTMLCanvasElement,
    planes: readonly FieldPlane[],
    view: Viewport,
    look: Look,
    deviceScale: number,
  ): void {
    const context = target.getContext("2d");
    const { width, height } = target;
    if (!context || width === 0 || height === 0) return;
    const deviceView = { ...view, scale: view.scale * deviceScale };
    if (this.#paintOnGpu(planes, deviceView, look, width, height)) {
      context.clearRect(0, 0, width, height);
      context.drawImage(this.#canvas, 0, this.#canvas.height - height, width, height, 0, 0, width, height);
    } else {
      const pixels = paintPixels(planes, deviceView, look, width, height);
      context.putImageData(new ImageData(pixels, width, height), 0, 0);
    }
  }

  /** False when there is no GPU to draw on, it was just lost, or the image is too large for a texture. */
  #paintOnGpu(
    planes: readonly FieldPlane[],
    view: Viewport,
    look: Look,
    width: number,
    height: number,
  ): boolean {
    const [{ rows, columns }] = planes;
    if (!this.#painter || Math.max(rows, columns) > this.#painter.longestSide) return false;
    // Grows only: a smaller panel uses the lower left corner, so that panels of two sizes do not resize it in turn.
    if (this.#canvas.width < width) this.#canvas.width = width;
    if (this.#canvas.height < height) this.#canvas.height = height;
    this.#painter.paint(planes, view, look, width, height);
    return this.#gl?.isContextLost() === false;
  }

  dispose(): void {
    this.#canvas.removeEventListener("webglcontextlost", this.#lose);
    this.#canvas.removeEventListener("webglcontextrestored", this.#restore);
    this.#painter = null;
    this.#gl?.getExtension("WEBGL_lose_context")?.loseContext();
  }

  /** Until the context is back, panels are drawn pixel by pixel. */
  readonly #lose = (event: Event) => {
    event.preventDefault();
    this.#painter = null;
  };

  readonly #restore = () => {
    if (this.#gl) this.#painter = new GpuPainter(this.#gl);
  };
}

/** A renderer for all field panels of the page. Works without WebGL2 too. */
export function createFieldRenderer(): FieldRenderer {
  return new SharedRenderer();
}
