import process from "node:process";
import { installPackages, ROOT } from "./prepare.mjs";

const [what, ...options] = process.argv.slice(2);
if (what !== "engine" || options.some((option) => option !== "--alone")) {
  console.error("Usage: npm run bench -- engine [--alone]     --alone leaves the slow peers out");
  process.exit(2);
}
if (!(await installPackages())) {
  console.error("The packages could not be installed. Check the network and try again.");
  process.exit(1);
}
const { runnerImport } = await import("vite");
const { module } = await runnerImport("/bench/engine.ts", {
  root: ROOT,
  configFile: false,
  logLevel: "error",
});
await module.benchEngine({ peers: !options.includes("--alone") });
process.exit(0);
