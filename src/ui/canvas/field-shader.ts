import { TABLE_ENTRIES } from "./colour-maps.ts";
import { MAX_SAMPLES } from "./pixel-painter.ts";

/** Modes of table lookup in the shader, as values of its `way` uniform. */
export const SHADER_MODES = { range: 0, labels: 1, direction: 2 } as const;

/** One triangle that covers the whole panel. */
export const VERTEX_SHADER = `#version 300 es
void main() {
  vec2 corner = vec2(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0);
  gl_Position = vec4(corner, 0.0, 1.0);
}`;

/** The same rules as \`paintPixels\`, for each device pixel on the GPU. */
export const FRAGMENT_SHADER = `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;

const float ENTRIES = ${TABLE_ENTRIES}.0;
const float TURN = 6.283185307179586;

uniform sampler2D first;
uniform sampler2D second;
uniform sampler2D mask;
uniform sampler2D table;
uniform ivec2 image;       // columns, rows
uniform vec2 panel;        // width, height in device px
uniform vec2 middle;       // column, row in the middle of the panel
uniform float scale;       // device px for one px of the image
uniform int samples;       // along each axis
uniform vec2 range;
uniform int way;
uniform float gamma;
uniform bool masked;
uniform bool clear;        // masked pixels are transparent
uniform vec3 background;
uniform vec3 noDirection;
uniform vec3 notANumber;

out vec4 colour;

vec3 entry(float place) {
  return texelFetch(table, ivec2(int(clamp(place, 0.0, ENTRIES - 1.0)), 0), 0).rgb;
}

vec3 colourAt(ivec2 pixel) {
  float value = texelFetch(first, pixel, 0).r;
  if (way == ${SHADER_MODES.labels}) return entry(value <= 0.0 ? 0.0 : 1.0 + mod(value - 1.0, ENTRIES - 1.0));
  float other = way == ${SHADER_MODES.direction} ? texelFetch(second, pixel, 0).r : 0.0;
  if (isnan(value) || isnan(other)) return notANumber;
  if (way == ${SHADER_MODES.range}) {
    float place = range.y > range.x ? max(0.0, (value - range.x) / (range.y - range.x)) : 0.0;
    float fraction = gamma == 1.0 ? place : pow(place, gamma);
    return entry(floor(fraction * ENTRIES));
  }
  if (value == 0.0 && other == 0.0) return noDirection;
  return entry(mod(floor((atan(value, other) / TURN + 1.0) * ENTRIES + 0.5), ENTRIES));
}

void main() {
  vec2 corner = vec2(gl_FragCoord.x, panel.y - gl_FragCoord.y) - 0.5 - 0.5 * panel;
  vec3 sum = vec3(0.0);
  float count = 0.0;
  for (int down = 0; down < ${MAX_SAMPLES}; down++) {
    if (down >= samples) break;
    for (int right = 0; right < ${MAX_SAMPLES}; right++) {
      if (right >= samples) break;
      vec2 within = (vec2(right, down) + 0.5) / float(samples);
      ivec2 pixel = ivec2(floor(middle + (corner + within) / scale));
      if (any(lessThan(pixel, ivec2(0))) || any(greaterThanEqual(pixel, image))) continue;
      bool empty = masked && texelFetch(mask, pixel, 0).r == 0.0;
      if (empty && clear) continue;
      sum += empty ? background : colourAt(pixel);
      count += 1.0;
    }
  }
  float all = float(samples * samples);
  colour = vec4(sum / all, count / all);
}`;
