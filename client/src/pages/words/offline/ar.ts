import type { OfflineWords } from "../offline.ts";
import type { Translation } from "../word-set.ts";

export const words: Translation<OfflineWords> = ({ number, plural }) => ({
	copyOf: (time) => `هذه نسخة محفوظة في ${time}.`,
	changedSince: "ربما تغيّرت هذه الصفحة.",
	title: "أنت غير متصل، وهذه الصفحة غير محفوظة على جهازك",
	opensByItself: "ستُفتح من تلقاء نفسها حالما يتوفر الاتصال.",
	onDevice: "هذه صفحات قرأتها هنا من قبل، ويمكنك قراءتها الآن:",
	nothingOnDevice: "لا شيء مما قرأته هنا محفوظ على جهازك بعد.",
	lookingForConnection: "جارٍ البحث عن اتصال…",
	nextTryIn: (seconds) => `المحاولة التالية بعد ${number(seconds)} ث`,
	tryNow: "حاول الآن",
	asOf: "كما كانت في",
	stories: (count) =>
		plural(count, {
			...{ zero: "لا قصص", one: "قصة واحدة", two: "قصتان" },
			...{ few: "# قصص", many: "# قصة", other: "# قصة" },
		}),
});
