import type { Appearance, FieldPlane } from "./appearance.ts";
import {
  BACKGROUND,
  type ColourMapName,
  colourTable,
  NO_DIRECTION,
  NOT_A_NUMBER,
  TABLE_ENTRIES,
} from "./colour-maps.ts";
import { FRAGMENT_SHADER, SHADER_MODES, VERTEX_SHADER } from "./field-shader.ts";
import type { Colour } from "./oklch.ts";
import { samplesAt } from "./pixel-painter.ts";
import { PlaneTextures } from "./plane-textures.ts";
import type { Viewport } from "./viewport.ts";

/** Texture units by the names of the shader's samplers. */
const UNITS = { first: 0, second: 1, mask: 2, table: 3 } as const;

function compile(gl: WebGL2RenderingContext, kind: number, source: string): WebGLShader {
  const shader = gl.createShader(kind);
  if (!shader) throw new Error("the WebGL context is lost");
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  return shader;
}

function link(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram();
  gl.attachShader(program, compile(gl, gl.VERTEX_SHADER, VERTEX_SHADER));
  gl.attachShader(program, compile(gl, gl.FRAGMENT_SHADER, FRAGMENT_SHADER));
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    throw new Error(`the field shader does not link: ${gl.getProgramInfoLog(program)}`);
  }
  return program;
}

function modeOf(map: ColourMapName): number {
  return map === "labels" || map === "direction" ? SHADER_MODES[map] : SHADER_MODES.range;
}

/** Draws planes into the lower left corner of a WebGL canvas, with the same rules as `paintPixels`. */
export class GpuPainter {
  readonly #gl: WebGL2RenderingContext;
  readonly #program: WebGLProgram;
  readonly #textures: PlaneTextures;
  readonly #tables = new Map<ColourMapName, WebGLTexture>();
  readonly #uniforms = new Map<string, WebGLUniformLocation | null>();
  /** Maximum side of an image that fits into a texture, px. */
  readonly longestSide: number;

  constructor(gl: WebGL2RenderingContext) {
    this.#gl = gl;
    this.#program = link(gl);
    this.#textures = new PlaneTextures(gl);
    this.longestSide = gl.getParameter(gl.MAX_TEXTURE_SIZE);
    // biome-ignore lint/correctness/useHookAtTopLevel: a call of WebGL that happens to start with "use"
    gl.useProgram(this.#program);
    gl.bindVertexArray(gl.createVertexArray());
    for (const [name, unit] of Object.entries(UNITS)) gl.uniform1i(this.#uniform(name), unit);
    this.#setColour("background", BACKGROUND);
    this.#setColour("noDirection", NO_DIRECTION);
    this.#setColour("notANumber", NOT_A_NUMBER);
  }

  /**
   * Draws `width` x `height` device px; `view.scale` is in device px. Pixels outside the image are
   * transparent.
   */
  paint(
    planes: readonly FieldPlane[],
    view: Viewport,
    appearance: Appearance,
    width: number,
    height: number,
  ): void {
    const gl = this.#gl;
    const [first, second = first] = planes;
    // Uploading binds a texture, too: all uploads precede the first bind for drawing.
    const textures = {
      first: this.#textures.of(first),
      second: this.#textures.of(second),
      mask: this.#textures.of(appearance.mask ?? first),
      table: this.#table(appearance.map),
    };
    this.#bind(UNITS.first, textures.first);
    this.#bind(UNITS.second, textures.second);
    this.#bind(UNITS.mask, textures.mask);
    this.#bind(UNITS.table, textures.table);
    gl.uniform2i(this.#uniform("image"), first.columns, first.rows);
    gl.uniform2f(this.#uniform("panel"), width, height);
    gl.uniform2f(this.#uniform("middle"), view.column, view.row);
    gl.uniform1f(this.#uniform("scale"), view.scale);
    gl.uniform1i(this.#uniform("samples"), samplesAt(view.scale));
    gl.uniform2f(this.#uniform("range"), appearance.range[0], appearance.range[1]);
    gl.uniform1i(this.#uniform("way"), modeOf(appearance.map));
    gl.uniform1f(this.#uniform("gamma"), appearance.gamma ?? 1);
    gl.uniform1i(this.#uniform("masked"), appearance.mask ? 1 : 0);
    gl.uniform1i(this.#uniform("clear"), appearance.clear ? 1 : 0);
    gl.viewport(0, 0, width, height);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    this.#textures.trim();
  }

  #uniform(name: string): WebGLUniformLocation | null {
    let location = this.#uniforms.get(name);
    if (location === undefined) {
      location = this.#gl.getUniformLocation(this.#program, name);
      this.#uniforms.set(name, location);
    }
    return location;
  }

  #setColour(name: string, [red, green, blue]: Colour): void {
    this.#gl.uniform3f(this.#uniform(name), red / 255, green / 255, blue / 255);
  }

  #bind(unit: number, texture: WebGLTexture): void {
    this.#gl.activeTexture(this.#gl.TEXTURE0 + unit);
    this.#gl.bindTexture(this.#gl.TEXTURE_2D, texture);
  }

  #table(map: ColourMapName): WebGLTexture {
    const known = this.#tables.get(map);
    if (known) return known;
    const gl = this.#gl;
    const texture = gl.createTexture();
    this.#bind(UNITS.table, texture);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    const data = colourTable(map);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, TABLE_ENTRIES, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, data);
    this.#tables.set(map, texture);
    return texture;
  }
}
