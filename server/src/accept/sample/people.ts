/** The sections, topics and authors of the sample coverage. Places and people are invented. */

export const sections = [
	{ slug: "politics", name: "Politics", description: "The assembly, the government and the parties." },
	{ slug: "economy", name: "Economy", description: "Money, work and prices." },
	{ slug: "environment", name: "Environment", description: "Rivers, weather and the land." },
	{ slug: "world", name: "World", description: "What happens beyond the border." },
	{ slug: "culture", name: "Culture", description: "Books, stages and streets." },
	{ slug: "sport", name: "Sport", description: "Cups, leagues and regattas." },
] as const;

export const topics = [
	{
		slug: "sorn-flood",
		name: "Sorn flood",
		description: "The flood of the Sorn, from the first warning to the last cellar.",
	},
	{ slug: "brannoch-dam", name: "Brannoch Dam", description: "The dam that holds back a third of the river." },
	{ slug: "prices", name: "Prices", description: "What things cost, and why." },
	{ slug: "coast-cup", name: "Coast Cup", description: "The cup of the harbour towns." },
] as const;

const person = (slug: string, name: string, role: string, bio: string) => ({
	slug,
	name,
	desk: false,
	role,
	bio,
	contact: `${slug}@dateline.example`,
});

export const authors = [
	{
		slug: "news-desk",
		name: "The Dateline news desk",
		desk: true,
		role: "",
		bio: "The desk works around the clock from the old pilot house in Port Aldis. It checks and files first reports before a correspondent takes a story over. Tell us what we missed or got wrong.",
		contact: "desk@dateline.example",
	},
	person(
		"ilse-varga",
		"Ilse Varga",
		"environment correspondent",
		"Ilse has followed the Sorn from its spring to the harbour mouth, mostly on foot.",
	),
	person(
		"daniel-okoro",
		"Daniel Okoro",
		"infrastructure correspondent",
		"Daniel reports on infrastructure and the people who keep it running. He grew up below Hallow Weir.",
	),
	person(
		"noor-halvard",
		"Noor Halvard",
		"photographer",
		"Noor has photographed the harbour for Dateline since its first winter.",
	),
	person(
		"marta-quill",
		"Marta Quill",
		"coast reporter",
		"Marta covers the coast line, the ferries and the towns between them.",
	),
	person(
		"petter-lys",
		"Petter Lys",
		"data desk",
		"Petter turns gauges, ledgers and logs into tables that can be read.",
	),
	person(
		"sofie-brandt",
		"Sofie Brandt",
		"economics editor",
		"Sofie is the economics editor. She has covered the National Bank since 2014 and before that worked on the trade desk.",
	),
	person(
		"jonas-tell",
		"Jonas Tell",
		"political correspondent",
		"Jonas watches the assembly from the second row of the gallery.",
	),
	person("amara-seidel", "Amara Seidel", "political editor", "Amara has covered five governments and seven budgets."),
] as const;

/** The pictures, by file name in `server/assets/sample`. */
export const pictures = {
	bridge: {
		alt: "A stone bridge of seven arches at dawn, the water high against its piers",
		caption: "The Customs Bridge at first light. The arches normally stand four metres clear of the river.",
		credit: "Noor Halvard / Dateline",
	},
	street: {
		alt: "A narrow street at dusk with water up to the doorsteps and lamps reflected in it",
		caption: "Rope Walk in the evening, when the water stood at its highest.",
		credit: "Noor Halvard / Dateline",
	},
	dam: {
		alt: "Water falls through the open gates of a concrete dam between wooded hills",
		caption: "All five gates of Brannoch Dam stood open, for the first time since 1995.",
		credit: "River authority / handout",
	},
	harbour: {
		alt: "A white ferry and container cranes in a calm harbour",
		caption:
			"Container traffic in the outer harbour fell by a fifth in April, when the lower river was closed to barges.",
		credit: "Noor Halvard / Dateline",
	},
	assembly: {
		alt: "The colonnade of the National Assembly in low sun",
		caption: "The National Assembly has sat on a Saturday only four times since it moved to Port Aldis in 1926.",
		credit: "Emil Rask / Dateline",
	},
	barrier: {
		alt: "A row of lit barrier towers over rough grey water at night",
		caption: "The harbour barrier closed at both tides.",
		credit: "Noor Halvard / Dateline",
	},
	gauge: {
		alt: "A line chart: the measured level rises, peaks under a red limit and falls faster than forecast",
		caption: "Water level at the Customs Bridge: measured (blue), forecast (grey) and the top of the wall (red).",
		credit: "Dateline data desk",
	},
	rails: {
		alt: "Railway tracks running into fog towards the light of a train",
		caption: "The first train in three days comes over the viaduct at walking pace.",
		credit: "Marta Quill / Dateline",
	},
	fields: {
		alt: "Fields seen from the air, some of them under grey water",
		caption: "The flood plain below Hallow Weir grows almost half of the country’s tomatoes.",
		credit: "River authority / handout",
	},
} as const;
export type PictureName = keyof typeof pictures;
