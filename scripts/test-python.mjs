import { spawnSync } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { ROOT } from "./prepare.mjs";
import { findPython, pythonEnvironment } from "./python-environment.mjs";

/** The oldest version that the package supports. */
const OLDEST = [3, 10];
const FOLDER = join(ROOT, "python");

const base = findPython(OLDEST);
if (base === null) {
  console.log(
    `No Python ${OLDEST.join(".")} or later was found: the tests of the Python package are skipped.`,
  );
  process.exit(0);
}
const environment = join(ROOT, "node_modules", ".cache", "python");
const python = pythonEnvironment(base, environment, join(FOLDER, "requirements-test.txt"));
if (python === null) {
  console.error("The packages for the Python tests could not be installed. Check the network and the disk.");
  process.exit(1);
}
const STEPS = [
  ["ruff", "check", "."],
  ["ruff", "format", "--check", "."],
  ["pytest", "-q", ...process.argv.slice(2)],
];
for (const step of STEPS) {
  const options = {
    cwd: FOLDER,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, PYTHONPATH: join(FOLDER, "src") },
  };
  const { status } = spawnSync(python, ["-m", ...step], options);
  if (status !== 0) process.exit(status ?? 1);
}
