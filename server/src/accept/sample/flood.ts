import type { SamplePost } from "./coverage.ts";

const levels = `<table><tr><th>Gauge</th><th>Highest</th><th>Now</th><th>In one hour</th></tr>
<tr><th>Brannoch Dam</th><td>8.41</td><td>7.66</td><td>−0.22</td></tr>
<tr><th>Hallow Weir</th><td>7.03</td><td>6.71</td><td>−0.14</td></tr>
<tr><th>Marrow Bay</th><td>6.38</td><td>6.19</td><td>−0.08</td></tr>
<tr><th>Customs Bridge</th><td>6.12</td><td>6.01</td><td>−0.03</td></tr></table>`;

/** The posts of the sample's main live story, newest first; `ago` is minutes before the first start. */
export const floodPosts: SamplePost[] = [
	{
		ago: 4,
		headline: "Evacuation order lifted for four Lower Harbour streets",
		key: true,
		breaking: true,
		authors: ["ilse-varga", "news-desk"],
		body: "<p>Residents of Tannery Lane, Rope Walk, Cooper Street and the north side of Fish Quay may go home from 18:00. The order stays in force for the eleven streets south of the customs house, at least until Sunday noon.</p><p>Electricians are still in the cellars. The city asks people not to switch on anything below street level until a green card hangs on the door.</p>",
		development: "Families from four Lower Harbour streets may go home from 18:00; eleven streets stay closed",
	},
	{
		ago: 18,
		headline: "Volunteers take down the first barrier",
		authors: ["noor-halvard"],
		picture: "street",
		body: "<p>They went up in the dark and come down in the sun: a chain of some sixty people is passing sandbags back along Rope Walk to a lorry from the brewery.</p>",
	},
	{
		ago: 32,
		authors: ["daniel-okoro"],
		body: "<blockquote><p>I am asking for one more night of patience from people who have already given us two. Nobody will be forgotten at a shelter.</p><p><strong>Ines Carrow</strong>, mayor of Port Aldis, at the market hall</p></blockquote>",
	},
	{
		ago: 75,
		headline: "River falls at every gauge for the first time since Tuesday",
		key: true,
		authors: ["petter-lys"],
		body: `<p>All four gauges below the dam now show falling water. The fall is slow, and it slows further towards the sea: the spring tide holds the river up in the harbour until about four.</p>${levels}`,
		development: "The river is falling at every gauge below Brannoch Dam",
	},
	{
		ago: 100,
		headline: "The barge Annelise did not sink",
		authors: ["news-desk"],
		body: "<p>Three hours ago we wrote that the barge Annelise had sunk. She is afloat and moored at the coal quay; the vessel that sank was a pontoon without a crew.</p>",
	},
	{
		ago: 145,
		headline: "Coast line reopens",
		key: true,
		authors: ["marta-quill"],
		picture: "rails",
		body: "<p>First trains left in both directions, at walking pace over the viaduct. The railway asks passengers to keep to one side of the platform at Marrow Bay, where the other is still fenced off.</p>",
		development: "Trains run again on the coast line, slowly",
	},
	{
		ago: 178,
		headline: "What the pumps are doing",
		authors: ["petter-lys"],
		body: "<p>Fourteen pumps are running along Tannery Lane, nine of them lent by Kestria. Together they lift about two cubic metres a second over the wall:</p><ul><li>five at the customs house, in two shifts;</li><li>six along the tannery, where the wall seeps;</li><li>three held back for the night.</li></ul>",
	},
	{
		ago: 255,
		headline: "Where to sleep, whom to call, how to get home",
		pinned: 0,
		authors: ["news-desk"],
		body: '<p>Three shelters stay open tonight: the market hall, the Lyceum gymnasium and the Seamen’s House. All have beds, hot food and a nurse; the Seamen’s House takes animals.</p><p>To ask about a person, call the city on <a href="tel:+000555014">000 555 014</a>. For a cellar that smells of gas or oil, leave it and call 112.</p><p>Buses 4 and 9 run free of charge between the shelters and the Lower Harbour from 17:30. Bring proof of address: police will let in one car for each household.</p>',
	},
	{
		ago: 305,
		headline: "Two spillway gates closed",
		key: true,
		authors: ["daniel-okoro"],
		picture: "dam",
		body: "<p>Brannoch Dam has closed two of its five spillway gates. The lake stands thirty centimetres under its limit and no longer rises; the engineers want to keep the other three open through the night.</p>",
		development: "Two of the dam’s five spillway gates have been closed",
	},
	{
		ago: 350,
		headline: "What we know and what we do not",
		pinned: 1,
		authors: ["ilse-varga"],
		body: "<p>The river authority says that no part of the embankment has been overtopped. Seepage was found at three places and is being pumped. One pump failed in the night and was replaced within the hour.</p><p>It is not known how much water stands in the cellars south of the customs house, nor whether the gas main under Fish Quay was damaged.</p>",
	},
	{
		ago: 390,
		headline: "School stays shut, the kitchen stays open",
		authors: ["marta-quill"],
		body: "<p>The harbour school will not open before Tuesday. Its kitchen has cooked eleven hundred breakfasts since dawn, and asks for onions.</p>",
	},
	{
		ago: 430,
		authors: ["noor-halvard"],
		body: "<p>The bells of St Brannoc rang at seven, for the first time since Wednesday. Nobody had told the sexton not to.</p>",
	},
	{
		ago: 470,
		headline: "Army relieves the sandbag chain",
		authors: ["daniel-okoro"],
		body: "<p>Some four hundred soldiers have taken over from the volunteers in the market hall, many of them pupils who filled bags for two nights. The army says it will stay until Monday.</p>",
	},
	{
		ago: 512,
		headline: "The Sorn peaks at 6.12 metres",
		key: true,
		authors: ["petter-lys", "ilse-varga"],
		picture: "gauge",
		body: "<p>The gauge under the Customs Bridge has shown 6.12 metres for three readings in a row: ninety-eight centimetres below the mark of 1974. The forecast had been for twenty centimetres more.</p>",
		development: "The Sorn peaked at 6.12 metres, 98 centimetres below the mark of 1974",
	},
	{
		ago: 590,
		authors: ["news-desk"],
		body: "<p>Power is back in the streets above the market. The grid company had cut it at midnight as a precaution.</p>",
	},
	{
		ago: 640,
		headline: "A night on the wall",
		authors: ["ilse-varga"],
		body: "<p>The watch on the embankment walks in pairs, one with a lamp on the water, one with a lamp on the grass. A wet patch that grows is marked with a red peg; by four in the morning there are eleven, all of them old.</p><p>“You learn to listen,” says Petra Holm, who leads the flood service. “A wall that lets water through sounds like somebody pouring tea.”</p>",
	},
	{
		ago: 710,
		headline: "Barrier closed for the second tide",
		authors: ["noor-halvard"],
		picture: "barrier",
		body: "<p>The harbour barrier went down forty minutes before high water and will open again at half past five.</p>",
	},
	{
		ago: 770,
		authors: ["marta-quill"],
		body: "<p>The last ferry from Kestria turned back within sight of the lighthouse. Its ninety passengers will spend the night in the old customs sheds at Selm.</p>",
	},
	{
		ago: 835,
		headline: "Pumps fail for an hour on Tannery Lane",
		key: true,
		authors: ["daniel-okoro"],
		body: "<p>One of the pumps on Tannery Lane stopped shortly after midnight. The fire service brought another from the tannery’s own yard; the cellar it guards took in a hand’s breadth of water.</p>",
	},
	{
		ago: 900,
		headline: "Seepage found at three places",
		authors: ["ilse-varga"],
		body: "<p>Engineers have found water coming through the embankment at three places along Tannery Lane. They call it expected after a week of high water, and are weighting the foot of the wall with gravel.</p>",
	},
	{
		ago: 960,
		headline: "2,300 people leave the Lower Harbour",
		key: true,
		breaking: true,
		authors: ["news-desk"],
		body: "<p>The city has ordered the fifteen streets between the customs house and Fish Quay to be cleared by nine in the evening. Buses leave from the fish market every ten minutes.</p>",
		development: "Fifteen Lower Harbour streets are cleared; 2,300 people leave their homes",
	},
	{
		ago: 1010,
		authors: ["petter-lys"],
		body: "<p>At Hallow Weir the river has risen by forty centimetres since noon. That water reaches the bridge in about seven hours.</p>",
	},
	{
		ago: 1060,
		headline: "Brannoch Dam opens all five gates",
		key: true,
		authors: ["daniel-okoro"],
		body: "<p>For the first time in thirty-one years all five spillway gates of Brannoch Dam stand open. The wave takes about seven hours to the capital.</p>",
		development: "Brannoch Dam opens all five spillway gates for the first time in 31 years",
	},
	{
		ago: 1120,
		headline: "We begin our live coverage",
		authors: ["news-desk"],
		body: "<p>Good morning. The Sorn rises faster than at any time since 1974. We follow it here, from Brannoch to the harbour mouth, for as long as it takes.</p>",
	},
];

/** The posts of the second live story. */
export const assemblyPosts: SamplePost[] = [
	{
		ago: 55,
		headline: "Minister: powers would end with the flood season, on October 31",
		key: true,
		authors: ["jonas-tell"],
		body: "<p>The minister of the interior told the assembly that the river authority’s powers would lapse on October 31 “whether it rains or not”. The Coast League had asked for an end date in writing.</p>",
		development: "Emergency powers would end with the flood season, minister says",
	},
	{
		ago: 81,
		headline: "Coast League asks for a judge to review each order within 48 hours",
		authors: ["amara-seidel"],
		body: "<p>The League’s five votes would carry the bill. Its leader, Tilda Brask, said that it would vote for a power “that somebody can say no to”.</p>",
	},
	{
		ago: 109,
		headline: "What the bill would change, clause by clause",
		key: true,
		authors: ["jonas-tell"],
		body: "<ol><li>The authority may open and close any gate in the valley without the owner’s leave.</li><li>It may enter land to pump, for thirty days at a time.</li><li>It pays for what it breaks, within ninety days.</li></ol><p>Clause 1 is the one that is fought over: eleven of the valley’s gates belong to mills and fish farms.</p>",
	},
	{
		ago: 150,
		authors: ["amara-seidel"],
		body: "<p>The gallery is full. People from the Lower Harbour were let in first; some still have their shelter bands on.</p>",
	},
	{
		ago: 190,
		headline: "The debate opens",
		authors: ["jonas-tell"],
		body: "<p>The speaker has opened the sitting, the fifth on a Saturday since the assembly moved here in 1926. A vote is expected late tonight.</p>",
	},
];
