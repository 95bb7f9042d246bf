import process from "node:process";
import { bundleLab } from "./bundle-lab.mjs";
import { ownsMemory, runInOwnMemory } from "./own-memory.mjs";
import { installPackages } from "./prepare.mjs";

const args = process.argv.slice(2);
if (!(await installPackages())) {
  console.error("The packages could not be installed. Check the network and try again.");
  process.exit(1);
}
const address = await bundleLab();
if (args[0] === "predict" && !ownsMemory()) process.exit(await runInOwnMemory(import.meta.filename, args));
const { lab } = await import(address);
process.exit(await lab(args, process.env.INIT_CWD ?? process.cwd()));
