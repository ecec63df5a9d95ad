// What scripts add to pages that work without them. Each file is one custom element or one behaviour.
import "./rows.js";
import "./keys.js";
import "./live.js";
import "./follow.js";
import "./place.js";
import "./position.js";
import "./files.js";
import "./draft.js";
import "./once.js";
import "./buttons.js";
import "./figures.js";
import "./passkey.js";
import "./proof.js";
