import type { Receipt } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing, svg } from "lit";
import { sayMeasured } from "./durations.ts";

const points = (values: readonly number[], width: number, height: number): string =>
	values
		.map(
			(value, index) =>
				`${((index / Math.max(1, values.length - 1)) * width).toFixed(1)} ${(height - value * height).toFixed(1)}`,
		)
		.join(" ");

/** The share of screens over time, with the marks of half and 95 %; nothing when nobody said when they saw it. */
export function spreadCurve(receipt: Receipt) {
	const { curve, half, most, slowest } = receipt;
	if (curve.length === 0 || half === null || most === null || slowest === null) return nothing;
	const [width, height] = [308, 44];
	const line = points([0, ...curve], width, height);
	const at = (milliseconds: number) => (slowest === 0 ? width : (milliseconds / slowest) * width).toFixed(1);
	const label = msg(
		str`Share of screens over time: half in ${sayMeasured(half)}, 95 percent in ${sayMeasured(most)}, the slowest after ${sayMeasured(slowest)}`,
	);
	return html`<figure class="spread"><svg viewBox="0 -2 ${width} ${height + 4}" preserveAspectRatio="none" role="img" aria-label=${label}>
			${svg`<path class="area" d="M0 ${height} L${line} L${width} ${height} Z"/><path class="line" d="M${line}"/>
				<path class="mark" d="M${at(half)} 0 V${height} M${at(most)} 0 V${height}"/><path class="base" d="M0 ${height} H${width}"/>`}
		</svg>
		<figcaption aria-hidden="true"><span>0</span><span>${msg(str`half in ${sayMeasured(half)}`)}</span><span>${msg(str`95% in ${sayMeasured(most)}`)}</span><span>${sayMeasured(slowest)}</span></figcaption></figure>`;
}

/** The same in a line of text: how many came in each part of the time. Decoration: the figures stand beside it. */
export function spreadBars({ curve }: Receipt) {
	if (curve.length === 0) return nothing;
	const steps = 12;
	const each = curve.length / steps;
	const gains = Array.from({ length: steps }, (_, index) => {
		const upTo = curve[Math.round((index + 1) * each) - 1] ?? 1;
		const before = index === 0 ? 0 : (curve[Math.round(index * each) - 1] ?? 0);
		return Math.max(0, upTo - before);
	});
	const greatest = Math.max(...gains, 0.001);
	return html`<svg class="spark" viewBox="0 0 48 14" width="48" height="14" aria-hidden="true">${gains.map(
		(gain, index) => {
			const height = Math.max(1, (gain / greatest) * 13);
			return svg`<rect x=${index * 4} y=${(14 - height).toFixed(1)} width="3" height=${height.toFixed(1)}/>`;
		},
	)}</svg>`;
}

/** A count over time as a small line, its newest value a dot. @param label says the figures in words */
export function sparkLine(values: readonly number[], label: string) {
	if (values.length < 2) return nothing;
	const greatest = Math.max(...values, 1);
	const [width, height] = [70, 16];
	const line = points(
		values.map((value) => value / greatest),
		width,
		height,
	);
	const last = (values.at(-1) ?? 0) / greatest;
	return html`<svg class="spark" viewBox="-1 -1 74 19" width="72" height="18" role="img" aria-label=${label}>${svg`<path class="area" d="M0 ${height} L${line} L${width} ${height} Z"/><path d="M${line}"/><circle class="last" cx=${width} cy=${(height - last * height).toFixed(1)} r="1.5"/>`}</svg>`;
}
