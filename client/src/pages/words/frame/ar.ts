import type { FrameWords } from "../frame.ts";
import type { Translation } from "../word-set.ts";

export const words: Translation<FrameWords> = () => ({
	skip: "إلى الأخبار",
	theme: { system: "المظهر: كما في الجهاز", light: "المظهر: فاتح", dark: "المظهر: داكن" },
	savedCopy: "لا اتصال بالإنترنت.",
	news: "أخبار",
	aboutNewsroom: "عن غرفة الأخبار",
	contactUs: "اتصل بنا",
	imprint: "بيانات النشر",
	privacy: "الخصوصية",
	terms: "شروط الاستخدام",
	accessibility: "إتاحة الوصول",
	alerts: "إشعارات",
	newsletter: "نشرة بريدية",
	allTimes: (where, offset) =>
		where === "UTC" ? "كل الأوقات بالتوقيت العالمي (UTC)" : `كل الأوقات بتوقيت ${where} (\u2066${offset}\u2069)`,
	ownTimes: (where, offset) => `الأوقات بتوقيتك. ${where}: \u2066${offset}\u2069`,
});
