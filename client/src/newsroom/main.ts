import "./styles/index.css";
import "./screens/sign-in.ts";
import "./screens/welcome.ts";
import "./parts/desk-rail.ts";
import "./parts/key-sheet.ts";
import "./app.ts";
