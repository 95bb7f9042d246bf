import type { CurveChartData } from "./curve-chart-data.ts";
import { formatValue, seriesFacts, summariseChart } from "./summarise-series.ts";

/** The data of a chart as text and a table, for assistive technology. */
export function CurveTable({ data }: { data: CurveChartData }) {
  return (
    <div className="visually-hidden">
      <p>{summariseChart(data)}</p>
      <table>
        <caption>
          {data.title}, {data.yTitle}
        </caption>
        <thead>
          <tr>
            <th scope="col">curve</th>
            <th scope="col">points</th>
            <th scope="col">first</th>
            <th scope="col">last</th>
            <th scope="col">lowest</th>
            <th scope="col">highest</th>
          </tr>
        </thead>
        <tbody>
          {seriesFacts(data).map((facts) => (
            <tr key={facts.name}>
              <th scope="row">{facts.name}</th>
              <td>{facts.count}</td>
              <td>{formatValue(facts.first)}</td>
              <td>{formatValue(facts.last)}</td>
              <td>{formatValue(facts.lowest)}</td>
              <td>{formatValue(facts.highest)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
