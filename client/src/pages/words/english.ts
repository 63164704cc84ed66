/** English is at hand wherever pages are rendered on the server, or by a test. */

import { words as changes } from "./changes/en.ts";
import { changesWords } from "./changes.ts";
import { words as common } from "./common/en.ts";
import { commonWords } from "./common.ts";
import { words as follow } from "./follow/en.ts";
import { followWords } from "./follow.ts";
import { words as following } from "./following/en.ts";
import { followingWords } from "./following.ts";
import { words as frame } from "./frame/en.ts";
import { frameWords } from "./frame.ts";
import { words as message } from "./message/en.ts";
import { messageWords } from "./message.ts";
import { words as offline } from "./offline/en.ts";
import { offlineWords } from "./offline.ts";
import { words as search } from "./search/en.ts";
import { searchWords } from "./search.ts";

changesWords.learn("en", changes);
commonWords.learn("en", common);
followWords.learn("en", follow);
followingWords.learn("en", following);
frameWords.learn("en", frame);
messageWords.learn("en", message);
offlineWords.learn("en", offline);
searchWords.learn("en", search);
