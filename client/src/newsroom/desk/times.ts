/** Times as a newsroom writes them: absolute, in the site's own zone, with seconds where somebody may have to prove it. */
export interface Times {
	/** `14:05` */
	minute(at: string | Date): string;
	/** `14:05:07` */
	second(at: string | Date | number): string;
	/** `14:05` today, else `Sat 14 Nov, 14:05`. */
	moment(at: string | Date): string;
	/** `14:05` today, else `Nov 14`: where there is little room. */
	brief(at: string | Date): string;
	/** `November 14` */
	day(date: string | Date): string;
	/** The whole truth, for a title: day, time and zone. */
	full(at: string | Date): string;
	/** The day of an instant in the site's zone, `YYYY-MM-DD`. */
	dateOf(at: Date): string;
	/** An instant as `datetime-local` shows it, in the site's zone. */
	toField(at: string): string;
	/** What `datetime-local` says, as an instant; null when it says nothing. */
	fromField(value: string): string | null;
	readonly zone: string;
	/** The language that they are written in. */
	readonly language: string;
}

/** English as newsrooms write it: 24 hours, the month before the day; another language as it is written there. */
const formats = (language: string) =>
	language === "en" ? { moments: "en-GB", days: "en-US" } : { moments: language, days: language };

/**
 * @param zone IANA name of the site's time zone
 * @param language of the console, such as `en` or `uk`
 */
export function createTimes(zone: string, language = "en"): Times {
	const { moments, days } = formats(language);
	const make = (options: Intl.DateTimeFormatOptions, locale = moments) =>
		new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
	const minute = make({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
	const second = make({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
	const weekday = make({ weekday: "short", day: "numeric", month: "short" });
	const day = make({ day: "numeric", month: "long" }, days);
	const brief = make({ day: "numeric", month: "short" }, days);
	const full = make({ dateStyle: "full", timeStyle: "long" });
	const date = make({ year: "numeric", month: "2-digit", day: "2-digit" }, "sv-SE");
	const field = make(
		{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" },
		"sv-SE",
	);
	const toField = (at: string | Date) => field.format(new Date(at)).replace(" ", "T");
	return {
		zone,
		language,
		minute: (at) => minute.format(new Date(at)),
		second: (at) => second.format(new Date(at)),
		moment(at) {
			const when = new Date(at);
			const today = date.format(when) === date.format(new Date());
			return today ? minute.format(when) : `${weekday.format(when)}, ${minute.format(when)}`;
		},
		brief(at) {
			const when = new Date(at);
			return (date.format(when) === date.format(new Date()) ? minute : brief).format(when);
		},
		// A date alone is noon of it, so that no zone makes it the day before.
		day: (at) => day.format(typeof at === "string" && at.length === 10 ? new Date(`${at}T12:00:00Z`) : new Date(at)),
		full: (at) => full.format(new Date(at)),
		dateOf: (at) => date.format(at),
		toField: (at) => toField(at).slice(0, 16),
		fromField(value) {
			if (value === "") return null;
			const wall = Date.parse(`${value}${value.length === 16 ? ":00" : ""}Z`);
			if (Number.isNaN(wall)) return null;
			// The zone's offset at that moment; twice, for the nights when it changes.
			let instant = wall;
			for (let step = 0; step < 2; step += 1) instant += wall - Date.parse(`${toField(new Date(instant))}Z`);
			return new Date(instant).toISOString();
		},
	};
}
