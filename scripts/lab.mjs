import process from "node:process";
import { bundleLab } from "./bundle-lab.mjs";
import { installPackages } from "./prepare.mjs";

if (!(await installPackages())) {
  console.error("The packages could not be installed. Check the network and try again.");
  process.exit(1);
}
const { lab } = await import(await bundleLab());
process.exit(await lab(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd()));
