import { type Forms, formsOf } from "./forms.ts";

const en = ({ number, plural }: Forms) => ({
	copyOf: (time: string) => `This is the copy of ${time}.`,
	changedSince: "This page may have changed.",
	title: "You are offline, and this page is not on your device",
	opensByItself: "It opens by itself as soon as there is a connection.",
	onDevice: "These you have already read here, and can read again now:",
	nothingOnDevice: "Nothing that you have read here is on your device yet.",
	lookingForConnection: "Looking for a connection…",
	nextTryIn: (seconds: number) => `next try in ${number(seconds)} s`,
	tryNow: "Try now",
	asOf: "As of",
	stories: (count: number) => plural(count, { one: "# story", other: "# stories" }),
});

type OfflineWords = ReturnType<typeof en>;

const uk = ({ number, plural }: Forms): OfflineWords => ({
	copyOf: (time) => `Це копія станом на ${time}.`,
	changedSince: "Сторінка могла змінитися.",
	title: "Ви не в мережі, а цієї сторінки немає на пристрої",
	opensByItself: "Вона відкриється сама, щойно з’явиться зв’язок.",
	onDevice: "Це ви тут уже читали й можете перечитати зараз:",
	nothingOnDevice: "На пристрої ще немає нічого з прочитаного тут.",
	lookingForConnection: "Шукаємо зв’язок…",
	nextTryIn: (seconds) => `наступна спроба за ${number(seconds)} с`,
	tryNow: "Спробувати зараз",
	asOf: "Станом на",
	stories: (count) =>
		plural(count, { one: "# матеріал", few: "# матеріали", many: "# матеріалів", other: "# матеріалу" }),
});

const ar = ({ number, plural }: Forms): OfflineWords => ({
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

export const offlineTranslations: Readonly<Record<string, typeof en>> = { en, uk, ar };

/** What is said to those who are offline: apart from the other words, since hardly a page ever says it. */
export function offlineWords(language: string): OfflineWords {
	const tag = language.split("-")[0] ?? "";
	return (offlineTranslations[tag] ?? en)(formsOf(tag in offlineTranslations ? language : "en"));
}
