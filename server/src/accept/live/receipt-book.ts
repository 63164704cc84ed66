import type { PartnerScreens, Receipt } from "@dateline/shared/protocol";
import type { DeliveryPart } from "./bus-message.ts";

/** Adds up what all servers say of a publication: the editors' receipts. */
export interface ReceiptBook {
	/** What one server has counted so far; the last word of each counts. Answers the receipt as it stands now. */
	note(server: string, part: DeliveryPart): Receipt;
	find(position: number): Receipt | null;
	/** The newest receipts of a story, newest first. */
	of(storyId: string): Receipt[];
	/** All, oldest first. */
	all(): Receipt[];
}

/** Publications that are kept in mind, and points of a curve. */
const kept = 300;
const points = 24;

export function createReceiptBook(): ReceiptBook {
	const parts = new Map<number, Map<string, DeliveryPart>>();
	const receipts = new Map<number, Receipt>();

	return {
		note(server, part) {
			const of = parts.get(part.position) ?? new Map<string, DeliveryPart>();
			of.set(server, part);
			parts.set(part.position, of);
			const receipt = addUp([...of.values()]);
			receipts.set(part.position, receipt);
			const [oldest] = parts.keys();
			if (parts.size > kept && oldest !== undefined) {
				parts.delete(oldest);
				receipts.delete(oldest);
			}
			return receipt;
		},
		find: (position) => receipts.get(position) ?? null,
		of: (storyId) =>
			[...receipts.values()].filter((receipt) => receipt.storyId === storyId).sort((a, b) => b.position - a.position),
		all: () => [...receipts.values()].sort((a, b) => a.position - b.position),
	};
}

/**
 * One receipt of what the servers counted. An answer stands for as many screens as its server had for each that it drew,
 * so that a server with few readers does not outweigh one with many.
 */
export function addUp(parts: readonly DeliveryPart[]): Receipt {
	const [first] = parts as [DeliveryPart];
	const answers = parts.flatMap(({ seen, weight }) => seen.map((at) => ({ at, weight }))).sort((a, b) => a.at - b.at);
	const whole = answers.reduce((sum, { weight }) => sum + weight, 0);
	const slowest = answers.at(-1)?.at ?? null;
	/** When this share of the screens had it. */
	const reached = (share: number): number | null => {
		let sum = 0;
		for (const { at, weight } of answers) {
			sum += weight;
			if (sum >= share * whole - 1e-9) return at;
		}
		return null;
	};
	const shareAt = (moment: number) =>
		answers.reduce((sum, { at, weight }) => sum + (at <= moment ? weight : 0), 0) / whole;
	const { position, storyId, postId, type, at } = first;
	return {
		...{ position, storyId, postId, type, at },
		screens: parts.reduce((sum, { screens }) => sum + screens, 0),
		skipped: parts.reduce((sum, { skipped }) => sum + skipped, 0),
		seen: answers.length,
		partners: addPartners(parts),
		...{ half: reached(0.5), most: reached(0.95), slowest },
		curve:
			slowest === null
				? []
				: Array.from(
						{ length: points },
						(_, index) => Math.round(shareAt((slowest * (index + 1)) / points) * 1e3) / 1e3,
					),
	};
}

/** What all servers handed to each partner's pages, most first. */
function addPartners(parts: readonly DeliveryPart[]): PartnerScreens[] {
	const sums = new Map<string, PartnerScreens>();
	for (const { id, name, screens } of parts.flatMap((part) => part.partners))
		sums.set(id, { id, name, screens: screens + (sums.get(id)?.screens ?? 0) });
	return [...sums.values()].sort((a, b) => b.screens - a.screens || a.name.localeCompare(b.name));
}
