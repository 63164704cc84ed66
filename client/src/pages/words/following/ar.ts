import type { FollowingWords } from "../following.ts";
import type { Translation } from "../word-set.ts";

export const words: Translation<FollowingWords> = () => ({
	waiting: "بانتظار جوابك…",
	waitingText: (site) => `يسأل متصفحك هل يُسمح لـ${site} بإرسال الإشعارات إليك. لن يُرسل شيء قبل أن تسمح.`,
	blocked: "الإشعارات محظورة.",
	blockedText: (site) => `متصفحك لا يسمح لـ${site} بإرسالها. اسمح بها في إعداداته لهذا الموقع ثم عد إلى هذه الصفحة.`,
	cannot: "لا إشعارات في هذا المتصفح",
	cannotText: (site) => `على الهاتف، أضف ${site} إلى الشاشة الرئيسية أولًا. أما الرسالة فتصل في كل مكان.`,
	notNow: "لم تُسجَّل. لن نسأل ثانية ما لم تضغط الزر.",
	notSaved: "لم يُحفظ.",
	notFollowing: (site) => `لم يأتِ جواب من ${site}. أنت لا تتابع هذا بعد.`,
	tryAgain: "حاول مرة أخرى",
	following: "تتابعه",
	followingText: "على هذا الجهاز.",
	choose: "اختر ما يصلك",
	byMail: "احصل عليه بالبريد",
});
