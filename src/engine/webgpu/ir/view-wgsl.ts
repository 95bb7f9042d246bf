/** Name of the array of a view: the view's own name, except for a reserved word of WGSL. */
export function bindingOf(view: string): string {
  return view === "target" ? "target_" : view;
}

/** Names of the stride and offset uniforms of views: `xStride` and `xOffset` for a view `x`. */
export function viewSizeNames(views: readonly string[]): readonly string[] {
  return views.flatMap((name) => [`${name}Stride`, `${name}Offset`]);
}

const place = (name: string) =>
  `${bindingOf(name)}[pixel * sizes.${name}Stride + sizes.${name}Offset + vector]`;

/** WGSL functions that read and write vectors of views, if `text` calls them. */
export function viewHelpers(views: readonly string[], text: string): readonly string[] {
  const helpers = views.flatMap((name): [string, string][] => [
    [`${name}_at`, `(pixel: u32, vector: u32) -> vec4f {\n  return ${place(name)};\n}`],
    [`store_${name}`, `(pixel: u32, vector: u32, value: vec4f) {\n  ${place(name)} = value;\n}`],
  ]);
  return helpers
    .filter(([name]) => new RegExp(`\\b${name}\\(`).test(text))
    .map(([name, rest]) => `fn ${name}${rest}`);
}
