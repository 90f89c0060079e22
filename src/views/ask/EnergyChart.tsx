// One chart of two arms: a line and a band each. No animation, no dots, fixed axes: cheap enough for four updates a second.

import { Area, CartesianGrid, ComposedChart, Legend, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatJoules } from "../../energy/units.ts";
import type { ArmName } from "../../scenario/scenario.ts";
import type { ChartPoint, EnergySeries } from "../../store/series.ts";
import { ARM_TITLES } from "../format.ts";

const COLOURS: Readonly<Record<ArmName, string>> = {
  hybrid: "var(--hybrid)",
  dense: "var(--dense)",
  "dense-large": "var(--other)",
  "hybrid-all-blocks": "var(--other)",
  rules: "var(--other)",
};
const DASHES: Readonly<Record<ArmName, string>> = {
  hybrid: "",
  dense: "7 4",
  "dense-large": "2 3",
  "hybrid-all-blocks": "10 3 2 3",
  rules: "4 3",
};
const MARGIN = { top: 8, right: 12, bottom: 4, left: 8 };
const QUARTERS = [0, 0.25, 0.5, 0.75, 1];
const KEYS = ["a", "b"] as const;

interface Props {
  readonly series: EnergySeries;
  readonly arms: readonly ArmName[];
}

export default function EnergyChart({ series, arms }: Props) {
  const first = Math.min(1, series.points[0]?.token ?? 0);
  const last = Math.max(first + 1, series.lastToken);
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart data={series.points as ChartPoint[]} margin={MARGIN} accessibilityLayer={false}>
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis dataKey="token" type="number" domain={[first, last]} allowDecimals={false} stroke="var(--quiet)" tickLine={false} height={24} minTickGap={24} />
        <YAxis domain={[0, series.top]} ticks={QUARTERS.map((part) => part * series.top)} interval={0} tickFormatter={formatJoules} stroke="var(--quiet)" tickLine={false} axisLine={false} width={64} />
        <Tooltip
          isAnimationActive={false}
          labelFormatter={(token) => `Token ${String(token)}`}
          formatter={(value) => (typeof value === "number" ? formatJoules(value) : "")}
          contentStyle={{ background: "var(--surface)", borderColor: "var(--line)", color: "var(--ink)" }}
        />
        <Legend verticalAlign="top" height={26} iconType="plainline" itemSorter={null} />
        {arms.map((arm, index) => (
          <Area key={`${arm} band`} dataKey={`${KEYS[index] ?? "a"}Band`} stroke="none" fill={COLOURS[arm]} fillOpacity={0.16} isAnimationActive={false} dot={false} activeDot={false} legendType="none" tooltipType="none" />
        ))}
        {arms.map((arm, index) => (
          <Line key={arm} name={ARM_TITLES[arm]} dataKey={KEYS[index] ?? "a"} stroke={COLOURS[arm]} strokeDasharray={DASHES[arm]} strokeWidth={2} isAnimationActive={false} dot={false} />
        ))}
      </ComposedChart>
    </ResponsiveContainer>
  );
}
