import process from "node:process";
import { installPackages, ROOT } from "./prepare.mjs";

if (!(await installPackages())) {
  console.error("The packages could not be installed. Check the network and try again.");
  process.exit(1);
}
const { runnerImport } = await import("vite");
const { module } = await runnerImport("/cli/lab.ts", { root: ROOT, configFile: false, logLevel: "error" });
process.exit(await module.lab(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd()));
