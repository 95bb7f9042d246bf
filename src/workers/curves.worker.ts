import { runSeries } from "../core/curves/run-series.ts";
import { writeOverlayCsv } from "../io/write/overlay-csv.ts";
import type { CurvesCalls } from "./curves.protocol.ts";
import { openRunStore } from "./open-run-store.ts";
import { type Endpoint, serve, Transfer } from "./rpc.ts";

serve<CurvesCalls>(self as Endpoint, {
  async read({ id }) {
    const series = runSeries(await (await (await openRunStore()).files(id)).curves());
    // Curves of the same rows share their places.
    const arrays = series.flatMap(({ at, values }) => [at.step, at.epoch, at.time, values]);
    return new Transfer(series, [...new Set(arrays.map(({ buffer }) => buffer))]);
  },

  csv: async (table) => writeOverlayCsv(table),
});
