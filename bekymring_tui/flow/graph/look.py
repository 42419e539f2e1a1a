"""How the SVG looks: dark on light, told apart by form first, so that it can be printed in black."""

from __future__ import annotations

from bekymring_tui.flow.graph.layout import BAND_SIZE, GOAL_SIZE, HINT_SIZE, LABEL_SIZE, TITLE_SIZE
from bekymring_tui.flow.graph.measure import FONT

STYLE = f"""<defs>
<marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" \
orient="auto"><path class="tip" d="M0 1L10 5L0 9Z"/></marker>
</defs>
<style>
text {{ font-family: {FONT}; fill: #1b2329; }}
.paper {{ fill: #ffffff; }}
.band {{ fill: #f1eee7; }}
.heading {{ font-size: 20px; font-weight: bold; }}
.level {{ font-size: {BAND_SIZE}px; font-weight: bold; fill: #0a566c; }}
.hint {{ font-size: {HINT_SIZE}px; fill: #4f5a64; }}
.step {{ fill: #ffffff; stroke: #0a566c; stroke-width: 1.2; }}
.head {{ fill: #dcebef; stroke: #0a566c; stroke-width: 1.2; }}
.number {{ font-size: 16px; font-weight: bold; fill: #0a566c; text-anchor: middle; }}
.title {{ font-size: {TITLE_SIZE}px; font-weight: bold; }}
.label {{ font-size: {LABEL_SIZE}px; }}
.opened {{ font-size: {LABEL_SIZE}px; font-style: italic; }}
.goal {{ font-size: {GOAL_SIZE}px; fill: #4f5a64; }}
.rule {{ stroke: #e2ddd2; }}
.sign {{ fill: none; stroke: #33424f; stroke-width: 1.4; }}
.door {{ fill: #ffffff; stroke: #33424f; stroke-width: 1.2; stroke-dasharray: 1 3; stroke-linecap: round; }}
.end {{ fill: #ffffff; stroke: #33424f; stroke-width: 1.4; }}
.ended {{ font-size: {GOAL_SIZE}px; text-anchor: middle; }}
.key {{ font-size: {HINT_SIZE}px; }}
.wire {{ fill: none; stroke: #33424f; stroke-width: 1.4; }}
.inferred {{ stroke-dasharray: 5 4; }}
.opens {{ stroke-width: 3; }}
.tip {{ fill: #33424f; stroke: none; }}
</style>"""
