/** Allowed imports, from the outermost layer inwards: each layer may import itself and the layers listed. */
const MAY_IMPORT = {
  core: [],
  nets: ["core"],
  platform: ["core"],
  io: ["nets", "core"],
  engine: ["nets", "core"],
  workers: ["engine", "io", "platform", "nets", "core"],
  state: ["workers", "platform", "nets", "core"],
  ui: ["state", "workers", "nets", "core"],
};

/** Packages that only some layers may use. */
const PACKAGES = {
  "@tensorflow/": ["engine"],
  react: ["ui", "main.tsx"],
  "@base-ui/": ["ui"],
  "plotly.js": ["ui"],
  zustand: ["state", "ui"],
  "fast-png": ["io"],
  "jpeg-js": ["io"],
  fflate: ["io", "core/recipe/recipe-link.ts"],
  fzstd: ["io"],
  "@zip.js/": ["io"],
  papaparse: ["io"],
};

const layerRules = Object.entries(MAY_IMPORT).map(([layer, allowed]) => ({
  name: `${layer}-imports`,
  comment: `${layer} may import ${[layer, ...allowed].join(", ")} only`,
  severity: "error",
  from: { path: `^src/${layer}/` },
  to: { path: "^src/", pathNot: `^src/(${[layer, ...allowed].join("|")})/` },
}));

const packageRules = Object.entries(PACKAGES).map(([name, layers]) => ({
  name: `${name.replace(/\W/g, "")}-only-in-${layers.join("-").replace(/\W/g, "")}`,
  comment: `${name} is used in ${layers.join(", ")} only`,
  severity: "error",
  from: { path: "^src/", pathNot: `^src/(${layers.join("|")})|\\.test\\.tsx?$|/testing/` },
  to: { path: `node_modules/${name}` },
}));

/** The rules in the format of dependency-cruiser. */
export const FORBIDDEN = [
  ...layerRules,
  ...packageRules,
  {
    name: "executors-apart",
    comment: "engine/webgpu, engine/wasm and engine/tfjs never import each other",
    severity: "error",
    from: { path: "^src/engine/(webgpu|wasm|tfjs)/" },
    to: { path: "^src/engine/(webgpu|wasm|tfjs)/", pathNot: "^src/engine/$1/" },
  },
  {
    name: "plan-neutral",
    comment: "plans and their execution know none of the engines that run them",
    severity: "error",
    from: { path: "^src/engine/(plan|execution)/" },
    to: { path: "^src/engine/(webgpu|wasm|tfjs)/" },
  },
  {
    name: "no-kernels-in-typescript",
    comment: "kernels in AssemblyScript are compiled by wasm/build; as TypeScript they mean something else",
    severity: "error",
    from: { path: "^src/", pathNot: "^src/engine/wasm/kernels/" },
    to: { path: "^src/engine/wasm/kernels/" },
  },
  {
    name: "no-typescript-in-kernels",
    comment: "the AssemblyScript compiler is given the files of engine/wasm/kernels only",
    severity: "error",
    from: { path: "^src/engine/wasm/kernels/" },
    to: { pathNot: "^src/engine/wasm/kernels/" },
  },
  {
    name: "inwards-only",
    comment: "src never imports the command line, tests, benchmarks or scripts",
    severity: "error",
    from: { path: "^src/" },
    to: { path: "^(cli|e2e|bench|scripts)/" },
  },
  {
    name: "no-testing-in-production",
    comment: "only tests import from folders named testing",
    severity: "error",
    from: { path: "^src/", pathNot: "\\.test\\.tsx?$|/testing/" },
    to: { path: "/testing/" },
  },
  {
    name: "no-cycles",
    comment: "one direction of imports",
    severity: "error",
    from: { path: "^src/" },
    to: { circular: true },
  },
  {
    name: "found",
    comment: "an import without a target",
    severity: "error",
    from: { path: "^(src|cli)/" },
    to: { couldNotResolve: true, pathNot: "^(virtual:|\\?)" },
  },
];
