import type { FollowChoices, FollowerView } from "@dateline/shared/protocol";
import { render } from "lit";
import { followWords } from "../pages/words/follow.ts";
import { followingWords } from "../pages/words/following.ts";
import {
	choicesOf,
	firstChoices,
	permission,
	readDevice,
	saveChoices,
	sendTest,
	stopNotices,
	takeNotices,
	zoneHere,
} from "./device.ts";
import { type DevicesState, devicesPart } from "./devices-part.ts";

/** Draws what only this browser knows into the page `/follow`: its device, what it follows, and its quiet hours. */
export function startDevices(language: string, site: string): void {
	const root = document.querySelector<HTMLElement>("[data-devices]");
	if (!root) return;
	const words = { ...followWords.of(language), ...followingWords.of(language) };
	const saved = document.querySelector<HTMLElement>("[data-saved]");
	for (const zone of document.querySelectorAll<HTMLInputElement>("[data-zone]")) zone.value = zoneHere();
	let state: DevicesState = {
		device: permission() === "cannot" ? "cannot" : permission() === "denied" ? "blocked" : "looking",
		view: null,
		choices: firstChoices(root.dataset["quiet"]),
		save: "rest",
		tested: false,
	};
	const draw = (next: Partial<DevicesState>) => {
		state = { ...state, ...next };
		render(devicesPart({ words, site, language, state, acts }), root);
	};
	const adopt = (view: FollowerView) =>
		draw({ view, device: "on", choices: choicesOf(view), save: "rest", tested: false });
	/** Tries; what failed leaves the choices on the page. */
	const attempt = async (act: () => Promise<void>) => {
		try {
			await act();
		} catch (error) {
			console.warn(error);
			draw({ save: "failed", device: state.device === "asking" ? "off" : state.device });
		}
	};
	const acts = {
		choose: (change: Partial<FollowChoices>) => draw({ choices: { ...state.choices, ...change }, save: "rest" }),
		turnOn: () =>
			attempt(async () => {
				draw({ device: "asking" });
				const view = await takeNotices(state.choices);
				if (view) adopt(view);
				else draw({ device: permission() === "denied" ? "blocked" : "not-now" });
			}),
		turnOff: () =>
			attempt(async () => {
				await stopNotices();
				draw({ device: "off", view: null, choices: { ...state.choices, follows: [] } });
			}),
		test: () =>
			attempt(async () => {
				await sendTest();
				draw({ tested: true });
			}),
		save: () =>
			attempt(async () => {
				draw({ save: "saving" });
				adopt(await saveChoices({ ...state.choices, timeZone: zoneHere() }));
				tellSaved();
			}),
	};
	function tellSaved() {
		if (!saved) return;
		const span = document.createElement("span");
		const time = document.createElement("time");
		const now = new Date();
		span.className = "updated";
		time.dateTime = now.toISOString();
		time.textContent = new Intl.DateTimeFormat(language, {
			hour: "2-digit",
			minute: "2-digit",
			hourCycle: "h23",
			numberingSystem: "latn",
		}).format(now);
		span.append(`${words.saved} `, time);
		saved.replaceChildren(span);
	}
	root.replaceChildren();
	draw({});
	if (state.device !== "looking") return;
	readDevice().then(
		(view) => (view && permission() === "granted" ? adopt(view) : draw({ device: "off" })),
		() => draw({ device: "off", save: "failed" }),
	);
}
