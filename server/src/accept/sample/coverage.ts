import { assemblyPosts, floodPosts } from "./flood.ts";
import type { PictureName } from "./people.ts";

/** A post of the sample; bodies are HTML that the write side sanitises like any other. */
export interface SamplePost {
	/** Minutes before the first start. */
	ago: number;
	headline?: string;
	body: string;
	key?: boolean;
	breaking?: boolean;
	pinned?: number;
	authors: string[];
	picture?: PictureName;
	/** The key development that sums the post up. */
	development?: string;
}

/** A story of the sample; references are slugs. */
export interface SampleStory {
	slug: string;
	kind: "article" | "live";
	state?: "upcoming" | "live" | "ended";
	language?: string;
	/** Minutes before the first start that it was published; `updatedAgo` is its last significant update. */
	ago: number;
	updatedAgo?: number;
	/** Of an upcoming story: minutes until it starts. */
	startsIn?: number;
	headline: string;
	standfirst?: string;
	body: string;
	section?: string;
	topics?: string[];
	authors: string[];
	picture?: PictureName;
	related?: string[];
	developments?: string[];
	correction?: string;
	posts?: SamplePost[];
}

/** The sample's stories; those that others refer to come first. */
export const stories: SampleStory[] = [
	{
		slug: "sorn-flood-live",
		kind: "live",
		state: "live",
		ago: 1121,
		updatedAgo: 4,
		headline: "Sorn flood: Lower Harbour families may return from 18:00, river authority says",
		standfirst:
			"The Sorn has fallen for eight hours. The embankment is holding, and the army stays until Monday. Our reporters are in Port Aldis and at Brannoch Dam.",
		body: "",
		section: "environment",
		topics: ["sorn-flood"],
		authors: ["ilse-varga", "daniel-okoro", "noor-halvard"],
		picture: "bridge",
		posts: floodPosts,
	},
	{
		slug: "river-authority-powers-live",
		kind: "live",
		state: "live",
		ago: 191,
		updatedAgo: 55,
		headline: "Assembly debates emergency powers for the river authority",
		standfirst:
			"A vote is expected late tonight. The governing parties are three seats short and need the Coast League.",
		body: "",
		section: "politics",
		authors: ["jonas-tell", "amara-seidel"],
		picture: "assembly",
		posts: assemblyPosts,
	},
	{
		slug: "coast-cup-final-live",
		kind: "live",
		state: "upcoming",
		ago: 300,
		startsIn: 330,
		headline: "Coast Cup final: Marrow Bay v Tern Athletic",
		standfirst: "The final goes ahead on high ground. Minute by minute from kick-off.",
		body: "<p>The pitch at Tern was cleared on Friday by the groundsman, two goats and a borrowed pump. Marrow Bay have not won the cup since the year of the last flood.</p>",
		section: "sport",
		topics: ["coast-cup"],
		authors: ["marta-quill"],
	},
	{
		slug: "sorn-crests-below-1974-mark",
		kind: "article",
		ago: 480,
		updatedAgo: 15,
		headline: "Sorn crests a metre below the 1974 mark as Port Aldis holds its breath",
		standfirst:
			"The old town stayed dry overnight. Engineers say the embankment has to carry the weight of the river for two more days.",
		body: "<p>The Sorn stopped rising at twelve minutes to six in the morning, ninety-eight centimetres short of the line that was cut into the customs house wall after the flood of 1974.</p><p>By noon the gauge under the bridge had fallen by a hand’s breadth. No water had crossed the embankment, although seepage was found at three places along Tannery Lane and the pumps there have run since Thursday.</p><p>“We have time, but we do not have much of it,” said Petra Holm, who leads the river authority’s flood service. “A wall that has been wet for a week is a different wall.”</p><p>About 2,300 people left the Lower Harbour when the order came in the evening. The city expects to let the first of them return tonight, street by street, once electricians have been through every cellar.</p><p>The army will stay until Monday. Some four hundred soldiers are relieving volunteers who filled sandbags in the market hall for two nights, many of them pupils from the harbour schools.</p><p>Rain is forecast again for Sunday afternoon in the upper valley, though less than a third of what fell there last week.</p>",
		section: "environment",
		topics: ["sorn-flood"],
		authors: ["news-desk"],
		picture: "bridge",
		related: ["sorn-flood-live"],
		developments: ["City expects to let the first Lower Harbour families go home tonight"],
	},
	{
		slug: "brannoch-dam-hour-by-hour",
		kind: "article",
		ago: 290,
		updatedAgo: 70,
		headline: "How Brannoch Dam stayed below its limit, hour by hour",
		standfirst:
			"The control-room log, seen by Dateline, records eleven decisions in three days. Two were made against the rule book, and one by a trainee alone at the desk.",
		body: "<p>At ten past three on Thursday morning the telephone in the control room rang four times before anyone was free to lift it. The two engineers on shift were on the crest with torches. The trainee, Ada Fenn, was alone with a screen that showed the lake forty-one centimetres under the line it must never cross.</p><p>She opened the third gate. Her log entry has nine words: “Rising faster than table. Opened 3. Will explain later.”</p><p>What followed over the next sixty hours is set down in a file of two hundred pages. Dateline has read it and spoken to seven of the people who are named in it. Most asked that their names not be used, because an inquiry has been announced.</p><h2>The table was from another climate</h2><p>Operators release water according to a table drawn up in 1988. It gives a flow for each height of the lake and each rate of rise. On Wednesday evening the lake rose by more than the largest rate that the table knows.</p><blockquote><p>There was no row for what we were looking at. We were off the bottom of the page by ten in the evening.</p><p>A shift engineer at Brannoch Dam</p></blockquote><p>The authority’s duty officer in Port Aldis was asked for leave to go beyond it. His answer took fifty minutes, according to the log; he says that it took twenty. In that time the lake rose by another nine centimetres.</p><h2>What the town was not told</h2><p>Opening all five gates sends a wave down the valley that reaches the capital in about seven hours. The city was warned at 04:20, the barges not until six. By then the Annelise had broken loose at the coal quay with two people on board.</p><p>Three questions will be put to the inquiry:</p><ul><li>why the table was never redrawn, although the authority had set money aside for it in 2019;</li><li>who may open a gate when the duty officer cannot be reached;</li><li>whether the harbour should be warned by the dam and not by the city.</li></ul><p>Ms Fenn is on leave. Her supervisor’s last entry for Thursday is shorter than hers: “Explained. Agreed.”</p>",
		section: "environment",
		topics: ["sorn-flood", "brannoch-dam"],
		authors: ["daniel-okoro", "petter-lys"],
		picture: "dam",
		related: ["sorn-crests-below-1974-mark"],
		correction:
			"An earlier version of this article said that Brannoch Dam has six spillway gates. It has five. The error was in the caption and in one paragraph.",
	},
	{
		slug: "night-ferries-resume",
		kind: "article",
		ago: 150,
		updatedAgo: 60,
		headline: "Night ferries resume",
		body: "<p>Both night ferries to Kestria will sail this evening for the first time since Wednesday, the harbour master said. Foot passengers with tickets for the cancelled crossings may board without booking again; drivers are asked to wait for a message from the line.</p><p>The pilots’ station lifted its warning at 11:40, after divers found the channel clear of timber.</p>",
		section: "world",
		authors: ["marta-quill"],
		developments: ["Night ferries to Kestria resume after three days in port"],
	},
	{
		slug: "central-bank-holds-rate",
		kind: "article",
		ago: 170,
		updatedAgo: 120,
		headline:
			"Central bank holds its rate for a seventh month and warns that flood-driven food prices will fade more slowly than ministers have promised",
		body: "<p>The National Bank left its key rate at 3.75 per cent and said that it would look through the rise in vegetable and grain prices only if wages did not follow them.</p><p>Greenhouses on the flood plain grow almost half of the country’s tomatoes and a third of its lettuce. Wholesale prices for both have doubled since April 20, and supermarkets have begun to ration them.</p><p>“It would be convenient to call this a week of bad weather,” the governor, Henrik Aune, told reporters. “Our own numbers say that it will be with us at Christmas.”</p><p>The bank’s staff expect food prices to add seven tenths of a point to inflation by August. The finance ministry had spoken of “a fortnight of dear salad”.</p><p>Unions will open the harbour workers’ pay talks on Monday. They ask for five per cent and a flood day: a paid day off for each night on the wall.</p>",
		section: "economy",
		topics: ["prices"],
		authors: ["sofie-brandt"],
		picture: "harbour",
		developments: ["Central bank keeps its key rate at 3.75 per cent"],
		correction: "An earlier version gave the key rate as 3.5 per cent. It is 3.75 per cent.",
	},
	{
		slug: "sorn-flood-arabic",
		kind: "article",
		language: "ar",
		ago: 420,
		updatedAgo: 95,
		headline: "نهر سورن يبلغ ذروته دون مستوى عام 1974 بمتر واحد، والمدينة القديمة تترقب",
		standfirst: "بقيت أحياء المدينة القديمة جافة طوال الليل، ويقول المهندسون إن على السد الترابي أن يصمد يومين آخرين.",
		body: "<p>توقف نهر سورن عن الارتفاع قبل السادسة صباحاً باثنتي عشرة دقيقة، على بعد 98 سنتيمتراً من العلامة المحفورة في جدار دار الجمارك منذ فيضان عام 1974.</p><p>وقالت بيترا هولم، رئيسة خدمة الفيضانات: «لدينا وقت، لكنه ليس كثيراً. الجدار الذي ظل مبتلاً أسبوعاً جدار آخر».</p>",
		section: "environment",
		topics: ["sorn-flood"],
		authors: ["news-desk"],
		picture: "street",
	},
	{
		slug: "kestria-sends-forty-pumps",
		kind: "article",
		ago: 92,
		headline: "Kestria sends forty pumps and asks for twelve of them back by Thursday",
		body: "<p>The pumps crossed the border at Selm shortly after eleven, on twenty lorries of the Kestrian fire service. A dozen are on loan from a mine that reopens at the end of the week.</p><p>The rest may stay “for as long as there is water”, the Kestrian interior ministry said.</p>",
		section: "world",
		topics: ["sorn-flood"],
		authors: ["marta-quill"],
		picture: "fields",
	},
	{
		slug: "the-street-that-keeps-its-own-flood-book",
		kind: "article",
		ago: 1500,
		headline: "The street that keeps its own flood book",
		standfirst: "Since 1811 somebody on Rope Walk has written down how high the water came, and who carried whom.",
		body: "<p>The book lives at number nine, in a tin that once held ship’s biscuit. It has been through six floods and three tins. The newest entry was made on Friday, in pencil, by a girl of eleven: “To the second step. Mr Aal carried the Brandts’ dog.”</p><p>Nobody decides who writes. Whoever is awake does. In 1974 it was the baker, and so the pages of that year are the only ones that also give the price of bread.</p><p>The river authority asked for a copy in March. The street said that it would think about it, and has until the next flood.</p>",
		section: "culture",
		topics: ["sorn-flood"],
		authors: ["ilse-varga"],
		picture: "street",
	},
	{
		slug: "how-to-dry-a-cellar",
		kind: "article",
		ago: 1900,
		headline: "How to dry a cellar, and what not to do first",
		standfirst: "Do not pump at once: the wall may need the water to stand.",
		body: "<p>When the street is dry and the cellar is not, the water inside holds up the walls against the wet ground outside. Engineers advise to lower it by no more than half a metre a day.</p><ol><li>Have the power cut at the street, not at the fuse box.</li><li>Open what can be opened, on both sides of the house.</li><li>Pump by day, and look at the walls before each start.</li><li>Photograph everything before it is thrown away.</li></ol><p>Oil floats. If the water shines, leave it, and call 112.</p>",
		section: "environment",
		topics: ["sorn-flood"],
		authors: ["news-desk"],
	},
];
