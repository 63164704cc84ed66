/** What notices and letters say, in the site's language. A language that is missing here is told in English. */
export interface Sentences {
	breaking(headline: string): string;
	corrected(headline: string): string;
	begun: string;
	updated: string;
	published: string;
	whileQuiet(count: number): string;
	testTitle: string;
	testText: string;
	digestOf(day: string, site: string): string;
	topStories(day: string, site: string): string;
	hello: string;
	confirmSubject(site: string): string;
	confirmText(site: string): string;
	confirmLink: string;
	confirmEnd(hours: number): string;
	knownSubject(site: string): string;
	knownText(site: string): string;
	stop: string;
	readWhole: string;
	why(site: string): string;
}

const plural = (language: string, count: number, forms: Record<string, string>): string => {
	const form = forms[new Intl.PluralRules(language).select(count)] ?? forms["other"] ?? "";
	return form.replace("#", new Intl.NumberFormat(language).format(count));
};

const en: Sentences = {
	breaking: (headline) => `Breaking: ${headline}`,
	corrected: (headline) => `Corrected: ${headline}`,
	begun: "Live coverage has begun",
	updated: "Updated",
	published: "New story",
	whileQuiet: (count) =>
		plural("en", count, { one: "# notice while it was quiet", other: "# notices while it was quiet" }),
	testTitle: "Notices reach this device",
	testText: "This is the test that you asked for.",
	digestOf: (day, site) => `Key developments on ${day} – ${site}`,
	topStories: (day, site) => `The top stories of ${day} – ${site}`,
	hello: "Hello,",
	confirmSubject: (site) => `Please confirm: the digest of ${site}`,
	confirmText: (site) => `somebody asked for the day’s digest of ${site} to be sent to this address.`,
	confirmLink: "This link puts it on the list:",
	confirmEnd: (hours) => `It is good for ${hours} hours. If it wasn’t you, do nothing: nothing more is sent.`,
	knownSubject: (site) => `You get the digest of ${site} already`,
	knownText: (site) =>
		`somebody asked for the day’s digest of ${site} to be sent to this address, which is on the list already. If it wasn’t you, do nothing.`,
	stop: "Stop this letter:",
	readWhole: "Read it on the site:",
	why: (site) =>
		`You get this because this address was confirmed for the digest of ${site}. We count no opened letters.`,
};

const uk: Sentences = {
	breaking: (headline) => `Терміново: ${headline}`,
	corrected: (headline) => `Виправлено: ${headline}`,
	begun: "Наживо: репортаж почався",
	updated: "Оновлено",
	published: "Новий матеріал",
	whileQuiet: (count) =>
		plural("uk", count, {
			one: "# сповіщення за тихі години",
			few: "# сповіщення за тихі години",
			other: "# сповіщень за тихі години",
		}),
	testTitle: "Сповіщення надходять на цей пристрій",
	testText: "Це перевірка, про яку ви просили.",
	digestOf: (day, site) => `Головне за ${day} – ${site}`,
	topStories: (day, site) => `Головні матеріали за ${day} – ${site}`,
	hello: "Вітаємо!",
	confirmSubject: (site) => `Підтвердьте, будь ласка: дайджест ${site}`,
	confirmText: (site) => `Хтось попросив надсилати на цю адресу щоденний дайджест ${site}.`,
	confirmLink: "За цим посиланням адресу буде додано до списку:",
	confirmEnd: (hours) =>
		`${plural("uk", hours, {
			one: "Воно діє # годину.",
			few: "Воно діє # години.",
			other: "Воно діє # годин.",
		})} Якщо це були не ви, нічого не робіть: більше нічого не надійде.`,
	knownSubject: (site) => `Ви вже отримуєте дайджест ${site}`,
	knownText: (site) =>
		`Хтось попросив надсилати на цю адресу щоденний дайджест ${site}, але вона вже у списку. Якщо це були не ви, нічого не робіть.`,
	stop: "Не надсилати більше:",
	readWhole: "Читати на сайті:",
	why: (site) =>
		`Ви отримуєте цього листа, бо цю адресу підтверджено для дайджесту ${site}. Ми не стежимо, чи листи відкривають.`,
};

const ar: Sentences = {
	breaking: (headline) => `عاجل: ${headline}`,
	corrected: (headline) => `تصحيح: ${headline}`,
	begun: "بدأت التغطية المباشرة",
	updated: "محدّث",
	published: "خبر جديد",
	whileQuiet: (count) =>
		plural("ar", count, {
			one: "إشعار واحد في ساعات الهدوء",
			two: "إشعاران في ساعات الهدوء",
			few: "# إشعارات في ساعات الهدوء",
			other: "# إشعارًا في ساعات الهدوء",
		}),
	testTitle: "تصل الإشعارات إلى هذا الجهاز",
	testText: "هذا هو الاختبار الذي طلبته.",
	digestOf: (day, site) => `أبرز التطورات في ${day} – ${site}`,
	topStories: (day, site) => `أبرز أخبار ${day} – ${site}`,
	hello: "مرحبًا،",
	confirmSubject: (site) => `يرجى التأكيد: موجز ${site}`,
	confirmText: (site) => `طلب أحدهم إرسال الموجز اليومي من ${site} إلى هذا العنوان.`,
	confirmLink: "هذا الرابط يضيفه إلى القائمة:",
	confirmEnd: (hours) =>
		`الرابط صالح لمدة ${new Intl.NumberFormat("ar").format(hours)} ساعة. إن لم تكن أنت من طلب ذلك فلا تفعل شيئًا: لن يُرسل شيء آخر.`,
	knownSubject: (site) => `موجز ${site} يصلك بالفعل`,
	knownText: (site) =>
		`طلب أحدهم إرسال الموجز اليومي من ${site} إلى هذا العنوان، وهو على القائمة بالفعل. إن لم تكن أنت من طلب ذلك فلا تفعل شيئًا.`,
	stop: "إيقاف هذه الرسالة:",
	readWhole: "اقرأه على الموقع:",
	why: (site) => `تصلك هذه الرسالة لأن هذا العنوان أُكِّد لموجز ${site}. لا نحصي الرسائل المفتوحة.`,
};

const languages: Readonly<Record<string, Sentences>> = { en, uk, ar };

/** The sentences of a language, of its main one, or English; with the language that they are in. */
export function sentencesFor(language: string): Sentences & { language: string; direction: "ltr" | "rtl" } {
	const main = language.toLowerCase().split("-")[0] ?? "";
	const found = main in languages ? main : "en";
	return { ...(languages[found] ?? en), language: found, direction: directionOf(found) };
}

const rightToLeft = new Set(["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"]);

/** The direction that a language is written in. */
export const directionOf = (language: string): "ltr" | "rtl" =>
	rightToLeft.has(language.toLowerCase().split("-")[0] ?? "") ? "rtl" : "ltr";
