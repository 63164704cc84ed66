import type { PartnerTheme } from "@dateline/shared/protocol";

/**
 * The style of an embed, inside its shadow root (look/embed). `all: initial !important` on the host beats even a host
 * page's own `!important` rules, since for important declarations the shadow tree wins; of what `all` leaves alone,
 * direction is set on the drawing itself and custom properties are how partners theme. No web font, no picture.
 */
export const embedStyle = `
:host{all:initial!important;display:block!important;container:dl/inline-size!important;color-scheme:light!important}
:host([hidden]){display:none!important}
:host([theme=dark]){color-scheme:dark!important}
:host([theme=auto]){color-scheme:light dark!important}
:host([theme=host]){color-scheme:inherit!important}
.dl{--ink:var(--dateline-ink,var(--own-ink,light-dark(#14181b,#ebe8e2)));--soft:var(--dateline-soft,light-dark(#5d666d,#989fa4));--paper:var(--dateline-paper,var(--own-paper,light-dark(#fff,#1a1f22)));--line:var(--dateline-line,light-dark(#d5dadd,#2f363a));--live:var(--dateline-live,light-dark(#bd1c1c,#ff8577));--accent:var(--dateline-accent,var(--own-accent,light-dark(#0a5878,#86c6e4)));--note:light-dark(#7a4b00,#e0b566);box-sizing:border-box;padding:16px 18px 0;color:var(--ink);background:var(--paper);border:1px solid var(--line);border-radius:var(--dateline-radius,var(--own-radius,6px));font:15px/1.45 var(--dateline-font,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif);text-align:start;overflow-wrap:anywhere;position:relative}
.dl *{box-sizing:border-box;margin:0;padding:0}
a{color:inherit;text-decoration:none}
a:hover{text-decoration:underline;text-underline-offset:3px;text-decoration-thickness:1px}
button{font:inherit;color:inherit;background:none;border:0;cursor:pointer}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
ol{list-style:none}
time{font-variant-numeric:tabular-nums;white-space:nowrap}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.top{display:flex;align-items:baseline;gap:10px;font-size:13px;color:var(--soft);min-height:19px}
.state{display:inline-flex;align-items:center;gap:6px;color:var(--live);font-weight:700;white-space:nowrap}
.state::before{content:"";width:8px;height:8px;border-radius:50%;background:currentColor}
.still{color:var(--soft)}
.still::before{border-radius:1px}
.top time{margin-inline-start:auto}
.dl .title{margin:6px 0 12px;font:700 20px/1.22 var(--dateline-headline-font,Charter,"Iowan Old Style",Georgia,"Times New Roman",serif);letter-spacing:-.01em;text-wrap:balance}
.dl .title:lang(ar){letter-spacing:0}
.title a{display:inline-block}
.label{display:block;font-size:13px;line-height:19px;letter-spacing:0;color:var(--soft);font-family:var(--dateline-font,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif);font-weight:400}
.dl .foot{display:flex;align-items:center;gap:12px;margin:0 -18px;padding:0 18px;font-size:13px;color:var(--soft);border-top:1px solid var(--line)}
.foot a{color:var(--accent);font-weight:600;padding:12px 0}
.foot span{margin-inline-start:auto}
.dl .posts li{position:relative;display:grid;grid-template-columns:44px minmax(0,1fr);gap:24px;padding:0 0 14px}
.posts time{font-size:13px;line-height:21px;font-weight:600}
.posts li::before{content:"";position:absolute;inset-inline-start:55px;top:4px;bottom:-4px;width:2px;background:var(--line)}
.posts li:last-child::before{bottom:10px}
.posts .key::after{content:"";position:absolute;inset-inline-start:52px;top:7px;width:8px;height:8px;border-radius:50%;background:var(--ink)}
.posts h4{font-size:15px;line-height:21px;font-weight:500}
.dl.list .posts h4{font-size:17px;line-height:22px;font-weight:700;margin-bottom:3px}
.posts p{line-height:1.5}
.posts small{display:block;font-size:13px;color:var(--soft);margin-top:4px}
.posts .correction{color:var(--note)}
.breaking{color:var(--live)}
.posts .gone{color:var(--soft);font-style:italic}
.posts .gone:lang(ar){font-style:normal}
.gone a{text-decoration:underline;text-underline-offset:3px}
.dl .none{padding-bottom:14px;color:var(--soft)}
.waiting{position:sticky;top:8px;height:0;z-index:1;text-align:center}
.dl .fresh{padding:9px 18px;min-height:44px;margin-top:-6px;font-weight:600;color:var(--accent);background:color-mix(in oklab,var(--accent) 9%,var(--paper));border:1px solid var(--line);border-radius:4px}
.key-developments .title{font-size:17px}
.dl .bullets li{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:14px;padding:9px 0;border-top:1px solid var(--line);line-height:1.4}
.bullets time{font-size:13px;color:var(--soft);line-height:21px}
.dl.ticker{display:flex;align-items:center;gap:14px;min-height:46px;padding:0 6px 0 14px}
.dl.ticker:dir(rtl){padding:0 14px 0 6px}
.ticker .state{font-size:13px}
.ticker .now{flex:1;min-width:0;display:flex;gap:10px;align-items:baseline}
.now a{font-weight:600;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;line-height:44px}
.ticker time{font-size:13px;color:var(--soft)}
.ctl{display:flex}
.ctl button{display:grid;place-items:center;width:30px;height:44px;color:var(--soft);border-radius:4px}
.ctl button:hover{color:var(--ink)}
svg{width:16px;height:16px;fill:none;stroke:currentColor;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}
:dir(rtl)>button:first-child svg,:dir(rtl)>button:last-child svg{transform:scaleX(-1)}
.dl.plain{padding:12px 18px}
.plain a{color:var(--accent);font-weight:600}
@container dl (max-width:440px){.ctl button:first-child,.ctl button:last-child{display:none}.dl.ticker{gap:10px}.ctl button{width:44px}}
@container dl (max-width:280px){.ticker time{display:none}.dl .posts li{gap:20px;grid-template-columns:40px minmax(0,1fr)}.posts li::before{inset-inline-start:49px}.posts .key::after{inset-inline-start:46px}}
@media (forced-colors:active){.state::before,.key::after{background:CanvasText!important}}
@media print{.ctl,.waiting{display:none}}
`;

/** A partner's theme as rules over it; the host page's own custom properties go before. */
export function themeStyle(theme: PartnerTheme | null): string {
	if (!theme) return "";
	const { accent, ink, paper, radius } = theme;
	const own = [
		...(accent ? [`--own-accent:${accent}`] : []),
		...(ink ? [`--own-ink:${ink}`] : []),
		...(paper ? [`--own-paper:${paper}`] : []),
		...(radius === null ? [] : [`--own-radius:${radius}px`]),
	];
	return own.length > 0 ? `.dl{${own.join(";")}}` : "";
}
