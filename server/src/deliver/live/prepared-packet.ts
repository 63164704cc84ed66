import { Decoder, Encoder, type Packet } from "socket.io-parser";

/** JSON text that is ready: an argument of `emit` or of an ack that is sent as it is, not made into JSON again. */
export class PreparedJson {
	readonly text: string;
	constructor(text: string) {
		this.text = text;
	}
}

/** Socket.IO's encoder, except that {@link PreparedJson} goes out as it stands. */
class PreparedEncoder extends Encoder {
	override encode(packet: Packet): unknown[] {
		const data: unknown = packet.data;
		if (!Array.isArray(data) || !data.some((item) => item instanceof PreparedJson)) return super.encode(packet);
		const items = data.map((item) => (item instanceof PreparedJson ? item.text : JSON.stringify(item)));
		const namespace = packet.nsp === "/" ? "" : `${packet.nsp},`;
		return [`${packet.type}${namespace}${packet.id ?? ""}[${items.join()}]`];
	}
}

/** For Socket.IO's option `parser`. The wire is the usual one: clients need nothing special. */
export const preparedParser = { Encoder: PreparedEncoder, Decoder };
