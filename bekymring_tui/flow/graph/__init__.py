"""A procedure as a drawing: Mermaid and dot as text, SVG for the wall. The same for the same procedure."""
