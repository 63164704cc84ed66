import type { MessageWords } from "../message.ts";
import type { Translation } from "../word-set.ts";

export const words: Translation<MessageWords> = () => ({
	notFound: "غير موجود",
	missingTitle: "لا صفحة في هذا العنوان",
	missingText: "ربما كُتب العنوان خطأً أو بُتر في رسالة. عناوين قصصنا لا تختفي: القديمة تقود إلى الجديدة تلقائيًا.",
	postWithdrawn: "سُحب هذا المنشور",
	postWasPosted: "نُشر في تغطيتنا المباشرة:",
	postWithdrawnText: "لم نعد نعرض نصه. التغطية التي كان جزءًا منها مستمرة.",
	coverageItWasPartOf: "التغطية التي كان جزءًا منها",
	goToCoverage: "إلى التغطية",
	ourMistake: "خطأ منا",
	failedTitle: "لم نتمكن من إعداد هذه الصفحة",
	failedText: "الخطأ منا، وقد أُبلغ به من يستطيع إصلاحه. الأخبار نفسها بخير.",
	ifYouWrite: "إذا راسلتنا فاذكر",
});
