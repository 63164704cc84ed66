import { html, svg } from "lit";

/** The console's icons: 16 by 16, one stroke. Each stands beside its word or has one in `aria-label`. */
const paths = {
	image: svg`<rect x="2" y="3" width="12" height="10" rx="1.5"/><path d="m2.5 11.5 3.5-3.5 2.5 2.5 2-2 3 3"/><circle cx="10.7" cy="5.9" r=".6"/>`,
	library: svg`<rect x="4.5" y="2" width="9.5" height="8.5" rx="1"/><path d="M2 5v7.5a1 1 0 0 0 1 1h8M4.8 9.3 7.4 6.6l2 2 1.4-1.4 3 3"/>`,
	camera: svg`<path d="M2 5.5h2.6L6 3.5h4l1.4 2H14v7.5H2z"/><circle cx="8" cy="9" r="2.4"/>`,
	mic: svg`<rect x="6" y="2" width="4" height="7.5" rx="2"/><path d="M3.5 8a4.5 4.5 0 0 0 9 0M8 12.5V14"/>`,
	pen: svg`<path d="m3 13 .6-2.8L11 2.8l2.2 2.2-7.4 7.4z"/>`,
	past: svg`<path d="M3 8a5 5 0 1 0 1.7-3.8M3 3v2.5h2.5M8 5.5V8l1.8 1.2"/>`,
	remark: svg`<path d="M3 3h10v7.5H8L5 13v-2.5H3z"/>`,
	branch: svg`<path d="M8 13.5V9L4 5V2.5M8 9l4-4V2.5M2.5 4 4 2.5 5.5 4M10.5 4 12 2.5 13.5 4"/>`,
	link: svg`<path d="M7 9.2a2.6 2.6 0 0 0 3.7 0l2-2A2.6 2.6 0 0 0 9 3.5l-.8.8M9 6.8a2.6 2.6 0 0 0-3.7 0l-2 2A2.6 2.6 0 0 0 7 12.5l.8-.8"/>`,
	quote: svg`<path d="M3 10.5c0-3.2 1-5 3-6M9 10.5c0-3.2 1-5 3-6M3 10.5h3v-3H3.4M9 10.5h3v-3H9.4"/>`,
	list: svg`<path d="M6 4.5h7.5M6 8h7.5M6 11.5h7.5M2.8 4.5h.01M2.8 8h.01M2.8 11.5h.01"/>`,
	card: svg`<rect x="2" y="3" width="12" height="10" rx="1"/><path d="M4.5 6h3v4h-3zM9.5 6.2h2.2M9.5 8h2.2M9.5 9.8h2.2"/>`,
	embed: svg`<path d="M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5"/>`,
	table: svg`<rect x="2" y="3" width="12" height="10" rx="1"/><path d="M2 6.5h12M7 6.5V13"/>`,
	more: svg`<path d="M3.5 8h.01M8 8h.01M12.5 8h.01"/>`,
	back: svg`<path d="M10 3 5 8l5 5"/>`,
	plus: svg`<path d="M8 3v10M3 8h10"/>`,
	x: svg`<path d="m4 4 8 8M12 4l-8 8"/>`,
	clock: svg`<circle cx="8" cy="8" r="5.5"/><path d="M8 5v3.2l2 1.3"/>`,
	key: svg`<circle cx="5.2" cy="10.8" r="2.7"/><path d="m7.2 8.8 5.8-5.8M10.5 5.5l2 2"/>`,
	grip: svg`<path d="M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01"/>`,
	search: svg`<circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 3 3"/>`,
	heading: svg`<path d="M4 3.5v9M12 3.5v9M4 8h8"/>`,
	up: svg`<path d="M8 13V3.5M4 7l4-4 4 4"/>`,
	down: svg`<path d="M8 3v9.5M4 9l4 4 4-4"/>`,
};

export type IconName = keyof typeof paths;

export const icon = (name: IconName) =>
	html`<svg class="i" viewBox="0 0 16 16" aria-hidden="true">${paths[name]}</svg>`;
