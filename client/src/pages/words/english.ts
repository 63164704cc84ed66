/** English is at hand wherever pages are rendered on the server, or by a test. */
import { en } from "./en.ts";
import { learnWords } from "./index.ts";

learnWords("en", en);
