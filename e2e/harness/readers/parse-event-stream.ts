/** One message of a stream of Server-Sent Events. */
export interface StreamMessage {
	event: string;
	data: string;
	id: string;
}

/** Reads `text/event-stream` (WHATWG HTML, section 9.2.6) until it ends. A message cut off at the end is dropped. */
export async function* parseEventStream(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamMessage> {
	const decoder = new TextDecoder();
	let rest = "";
	let id = "";
	for await (const chunk of body) {
		rest += decoder.decode(chunk, { stream: true });
		const blocks = rest.split(/\r\n\r\n|\n\n|\r\r/);
		rest = blocks.pop() ?? "";
		for (const block of blocks) {
			let event = "message";
			const data: string[] = [];
			for (const line of block.split(/\r\n|\n|\r/)) {
				const [, field = "", value = ""] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
				if (field === "event") event = value;
				if (field === "data") data.push(value);
				if (field === "id") id = value;
			}
			if (data.length > 0) yield { event, data: data.join("\n"), id };
		}
	}
}
