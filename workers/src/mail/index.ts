export { createMailer, type Letter, type Mailed, type Mailer } from "./create-mailer.ts";
