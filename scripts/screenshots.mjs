import process from "node:process";
import { parseArgs } from "node:util";
import { installPackages, ROOT } from "./prepare.mjs";

const USAGE = `Usage: npm run screenshots -- [PATH...] [--only NAME] [--steps N]
  Takes the screenshots that the documentation shows, into docs/images.
  PATH     files or folders to drop; without one, the built-in sample and a folder with every kind of pair
  --only   one screenshot, by the name of its file without .png
  --steps  training steps per stage before Cells is shown (default 300)`;

function optionsOf(args) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { only: { type: "string" }, steps: { type: "string", default: "300" } },
    });
    const steps = Number(values.steps);
    if (Number.isInteger(steps) && steps > 0) return { paths: positionals, only: values.only ?? null, steps };
  } catch {
    // The usage below says what is wrong.
  }
  console.error(USAGE);
  process.exit(2);
}

const options = optionsOf(process.argv.slice(2));
if (!(await installPackages())) {
  console.error("The packages could not be installed. Check the network and try again.");
  process.exit(1);
}
const { runnerImport } = await import("vite");
const { module } = await runnerImport("/scripts/take-screenshots.ts", {
  root: ROOT,
  configFile: false,
  logLevel: "error",
});
await module.takeScreenshots(options);
process.exit(0);
