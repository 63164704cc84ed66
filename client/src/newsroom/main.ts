import { applyLocale } from "./locale.ts";
import { applyTheme } from "./theme.ts";
import "./styles/index.css";
import "./screens/sign-in.ts";
import "./screens/welcome.ts";
import "./screens/people-second-factor.ts";
import "./parts/desk-rail.ts";
import "./parts/key-sheet.ts";

applyTheme();
// The first screen is drawn in its language.
void applyLocale().then(() => import("./app.ts"));
