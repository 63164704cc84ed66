import { html } from "lit";

/** The drawings of {@link sprite}, each hidden from assistive technology: words stand beside it. */
export const icon = {
	back: html`<svg class="icon icon-turns" aria-hidden="true"><use href="#i-back"></use></svg>`,
	down: html`<svg class="icon" aria-hidden="true"><use href="#i-down"></use></svg>`,
	first: html`<svg class="icon icon-turns" aria-hidden="true"><use href="#i-first"></use></svg>`,
	bell: html`<svg class="icon" aria-hidden="true"><use href="#i-bell"></use></svg>`,
	check: html`<svg class="icon" aria-hidden="true"><use href="#i-check"></use></svg>`,
	key: html`<svg class="icon" aria-hidden="true"><use href="#i-key"></use></svg>`,
	last: html`<svg class="icon icon-turns" aria-hidden="true"><use href="#i-last"></use></svg>`,
	link: html`<svg class="icon" aria-hidden="true"><use href="#i-link"></use></svg>`,
	menu: html`<svg class="icon" aria-hidden="true"><use href="#i-menu"></use></svg>`,
	next: html`<svg class="icon icon-turns" aria-hidden="true"><use href="#i-next"></use></svg>`,
	pin: html`<svg class="icon" aria-hidden="true"><use href="#i-pin"></use></svg>`,
	search: html`<svg class="icon" aria-hidden="true"><use href="#i-search"></use></svg>`,
	share: html`<svg class="icon" aria-hidden="true"><use href="#i-share"></use></svg>`,
	theme: html`<svg class="icon" aria-hidden="true"><use href="#i-theme"></use></svg>`,
	up: html`<svg class="icon" aria-hidden="true"><use href="#i-up"></use></svg>`,
} as const;

/** The symbols that `<use>` draws; stands once in a document, outside what is hydrated. */
export const sprite = `<svg hidden><symbol id="i-search" viewBox="0 0 24 24"><circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/></symbol><symbol id="i-menu" viewBox="0 0 24 24"><path d="M4 7h16M4 12h16M4 17h16"/></symbol><symbol id="i-theme" viewBox="0 0 24 24"><circle cx="12" cy="12" r="8.5"/><path d="M12 3.5a8.5 8.5 0 0 1 0 17z" fill="currentColor"/></symbol><symbol id="i-up" viewBox="0 0 24 24"><path d="M12 19V5m-6 6 6-6 6 6"/></symbol><symbol id="i-down" viewBox="0 0 24 24"><path d="m6 9 6 6 6-6"/></symbol><symbol id="i-back" viewBox="0 0 24 24"><path d="m14 6-6 6 6 6"/></symbol><symbol id="i-next" viewBox="0 0 24 24"><path d="m10 6 6 6-6 6"/></symbol><symbol id="i-first" viewBox="0 0 24 24"><path d="m17 6-6 6 6 6M7 6v12"/></symbol><symbol id="i-last" viewBox="0 0 24 24"><path d="m7 6 6 6-6 6M17 6v12"/></symbol><symbol id="i-share" viewBox="0 0 24 24"><path d="M12 15V4m-4 3.5L12 3.5l4 4M6 11H5v9h14v-9h-1"/></symbol><symbol id="i-link" viewBox="0 0 24 24"><path d="M10 14a4 4 0 0 0 5.7 0l3.1-3.1a4 4 0 0 0-5.7-5.7L12 6.300M14 10a4 4 0 0 0-5.700 0l-3.100 3.100a4 4 0 0 0 5.700 5.700L12 17.700"/></symbol><symbol id="i-check" viewBox="0 0 24 24"><path d="m5 12.500 4.500 4.500L19 7.500"/></symbol><symbol id="i-pin" viewBox="0 0 24 24"><path d="M8 4h8l-1 6 3 3.500H6L9 10zM12 13.500V20"/></symbol><symbol id="i-key" viewBox="0 0 24 24"><circle cx="12" cy="12" r="4.500" fill="currentColor"/><path d="M12 2.500v3M12 18.500v3"/></symbol><symbol id="i-play" viewBox="0 0 24 24"><path d="M8 5.500v13l10.500-6.500z" fill="currentColor"/></symbol><symbol id="i-bell" viewBox="0 0 24 24"><path d="M6 16.5V11a6 6 0 0 1 12 0v5.500l1.500 2h-15zM10 21h4"/></symbol></svg>`;
