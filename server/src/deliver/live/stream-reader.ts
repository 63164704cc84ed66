import type { ServerResponse } from "node:http";
import type { Frame } from "./frame.ts";
import { type PartnerMark, queueLimit, type Reader } from "./reader.ts";

/** A reader of Server-Sent Events. What comes before its answer is there waits behind it, since this client can't hold it. */
export class StreamReader implements Reader {
	readonly kind = "stream";
	readonly partner: PartnerMark;
	channels: readonly string[] = [];
	delivered = 0;
	readonly #response: ServerResponse;
	readonly #counts: { stream: number };
	#held: Frame[] | null = [];
	#allowance = 0;

	constructor(response: ServerResponse, counts: { stream: number }, partner: PartnerMark = null) {
		this.partner = partner;
		this.#response = response;
		this.#counts = counts;
	}

	/** Sends the answer, everything up to `position`, and then what came meanwhile. */
	begin(answer: string, position: number): void {
		const held = this.#held ?? [];
		this.#held = null;
		this.delivered = Math.max(this.delivered, position);
		this.#response.write(answer);
		this.#allowance = this.#response.writableLength;
		for (const frame of held) if (frame.last > position) this.#response.write(frame.stream);
	}

	send(frame: Frame): boolean {
		if (this.#held) {
			this.#held.push(frame);
			return true;
		}
		const waiting = this.#response.writableLength;
		this.#allowance = Math.min(this.#allowance, waiting);
		if (waiting > this.#allowance + queueLimit) return false;
		this.#response.write(frame.stream);
		this.#counts.stream += 1;
		return true;
	}

	isDrained(): boolean {
		return this.#response.writableLength === 0;
	}

	/** An EventSource comes back by itself, with its cursor. */
	askAgain(frame: Frame): void {
		this.#response.end(frame.stream);
	}

	close(): void {
		this.#response.end();
	}

	cut(): void {
		this.#response.destroy();
	}
}
