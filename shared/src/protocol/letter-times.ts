/** The hours at which the digest can come by e-mail. Apart from the schemas, for the browser. */
export const letterTimes = ["07:00", "12:00", "19:00", "22:00"] as const;
