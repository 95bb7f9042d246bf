import type { PlaneData } from "../../core/raster/plane.ts";
import { type FieldPlane, labelEntry } from "./appearance.ts";

/** Maximum texture memory; the least recently drawn textures are freed first. */
const MAX_BYTES = 256 * 2 ** 20;

interface Held {
  readonly texture: WebGLTexture;
  readonly bytes: number;
}

function asFloats(data: PlaneData): Float32Array {
  if (data instanceof Float32Array) return data;
  // A float cannot represent large ids exactly: the table entry of an id is stored instead.
  return data instanceof Int32Array ? Float32Array.from(data, labelEntry) : Float32Array.from(data);
}

/**
 * Textures of planes, one float per pixel. A plane is uploaded when it is first drawn and then identified by
 * its array: changed values need a new array.
 */
export class PlaneTextures {
  readonly #gl: WebGL2RenderingContext;
  readonly #known = new WeakMap<PlaneData, Held>();
  /** Least recently drawn first. */
  readonly #held = new Set<Held>();
  #bytes = 0;

  constructor(gl: WebGL2RenderingContext) {
    this.#gl = gl;
  }

  /** The texture of a plane, uploaded if it is new. */
  of(plane: FieldPlane): WebGLTexture {
    let held = this.#known.get(plane.data);
    if (!held || !this.#held.delete(held)) {
      held = { texture: this.#upload(plane), bytes: 4 * plane.data.length };
      this.#known.set(plane.data, held);
      this.#bytes += held.bytes;
    }
    this.#held.add(held);
    return held.texture;
  }

  /** Frees the least recently drawn textures until the rest fits; call between draws, not during one. */
  trim(): void {
    for (const held of this.#held) {
      if (this.#bytes <= MAX_BYTES) return;
      this.#gl.deleteTexture(held.texture);
      this.#held.delete(held);
      this.#bytes -= held.bytes;
    }
  }

  #upload({ rows, columns, data }: FieldPlane): WebGLTexture {
    const gl = this.#gl;
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.R32F, columns, rows, 0, gl.RED, gl.FLOAT, asFloats(data));
    return texture;
  }
}
