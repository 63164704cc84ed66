import { msg, str } from "@lit/localize";
import type { Delivery } from "../desk/delivery.ts";
import type { KeptState } from "../desk/keeper.ts";
import type { Outbox } from "../desk/outbox.ts";
import { sayRefusal } from "../desk/server-words.ts";
import type { Times } from "../desk/times.ts";
import { plural } from "./plural.ts";

/** What became of a write, as a sentence. */
export function sayDelivery(delivery: Delivery, times: Times): string {
	switch (delivery.state) {
		case "sending":
			return msg("sending");
		case "queued":
			return msg("kept here; it goes out by itself");
		case "accepted":
			return msg("accepted, on its way to readers");
		case "live": {
			const at = times.second(delivery.liveAt ?? delivery.at);
			return delivery.type.endsWith(".withdraw") ? msg(str`gone since ${at}`) : msg(str`live at ${at}`);
		}
		case "saved":
			return msg(str`saved ${times.second(delivery.at)}`);
		case "waiting":
			return msg("waiting for an editor");
		case "scheduled":
			return delivery.dueAt === null ? msg("goes out later") : msg(str`goes out ${times.moment(delivery.dueAt)}`);
		case "refused":
			return delivery.refusal
				? msg(str`refused: ${sayRefusal(delivery.refusal)}`)
				: msg("refused, and no reason was given");
		case "cancelled":
			return msg("cancelled");
	}
}

/** Where what is typed is safe by now. */
export function sayKept(state: KeptState, times: Times): string {
	switch (state.where) {
		case "nowhere":
			return "";
		case "typing":
			return msg("Saving");
		case "device":
			return msg(str`Kept here ${times.second(state.at)}`);
		case "server":
			return msg(str`Saved ${times.second(state.at)}`);
	}
}

/** Why nothing goes out just now, as a heading and what to do about it. */
export function sayTrouble(outbox: Outbox, times: Times): { head: string; rest: string } | null {
	const trouble = outbox.trouble();
	if (trouble === null) return null;
	const waiting = outbox.list().filter(({ state }) => state === "queued" || state === "sending").length;
	const rest =
		waiting === 0
			? msg("Write on.")
			: waiting === 1
				? msg("Write on: one change is safe here and goes out.")
				: plural(waiting, msg(str`Write on: ${waiting} [change is|changes are] safe here and go out in order.`));
	switch (trouble.kind) {
		case "silence":
			return { head: msg(str`No connection since ${times.minute(new Date(trouble.since))}.`), rest };
		case "busy":
			return { head: msg("The server is busy."), rest };
		case "signed-out":
			return { head: msg("You were signed out."), rest };
	}
}
