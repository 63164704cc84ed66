import type { Delivery } from "../desk/delivery.ts";
import type { KeptState } from "../desk/keeper.ts";
import type { Outbox } from "../desk/outbox.ts";
import type { Times } from "../desk/times.ts";

/** What became of a write, as a sentence. */
export function sayDelivery(delivery: Delivery, times: Times): string {
	switch (delivery.state) {
		case "sending":
			return "sending";
		case "queued":
			return "kept here; it goes out by itself";
		case "accepted":
			return "accepted, on its way to readers";
		case "live":
			if (delivery.type.endsWith(".withdraw")) return `gone since ${times.second(delivery.liveAt ?? delivery.at)}`;
			return `live at ${times.second(delivery.liveAt ?? delivery.at)}`;
		case "saved":
			return `saved ${times.second(delivery.at)}`;
		case "waiting":
			return "waiting for an editor";
		case "scheduled":
			return `goes out ${delivery.dueAt === null ? "later" : times.moment(delivery.dueAt)}`;
		case "refused":
			return `refused: ${delivery.refusal?.message ?? "no reason was given"}`;
		case "cancelled":
			return "cancelled";
	}
}

/** Where what is typed is safe by now. */
export function sayKept(state: KeptState, times: Times): string {
	switch (state.where) {
		case "nowhere":
			return "";
		case "typing":
			return "Saving";
		case "device":
			return `Kept here ${times.second(state.at)}`;
		case "server":
			return `Saved ${times.second(state.at)}`;
	}
}

/** Why nothing goes out just now, as a heading and what to do about it. */
export function sayTrouble(outbox: Outbox, times: Times): { head: string; rest: string } | null {
	const trouble = outbox.trouble();
	if (trouble === null) return null;
	const waiting = outbox.list().filter(({ state }) => state === "queued" || state === "sending").length;
	const safe =
		waiting === 1 ? "one change is safe here and goes out" : `${waiting} changes are safe here and go out in order`;
	const kept = waiting === 0 ? "Write on." : `Write on: ${safe}.`;
	switch (trouble.kind) {
		case "silence":
			return { head: `No connection since ${times.minute(new Date(trouble.since))}.`, rest: kept };
		case "busy":
			return { head: "The server is busy.", rest: kept };
		case "signed-out":
			return { head: "You were signed out.", rest: kept };
	}
}
